import { z } from 'zod';

const graphId = z.string().regex(/^\d{1,32}$/, 'must be decimal digits, as Meta’s ids are');

const numberFields = {
  wabaId: graphId,
  phoneNumberId: graphId,
  displayPhoneNumber: z
    .string()
    .max(40)
    .regex(/^[+\d\s().-]{7,}$/, 'must be a phone number with country code'),
  verifiedName: z.string().min(1).max(200),
  accessToken: z.string().min(1).max(1000),
  appId: graphId,
  appSecret: z.string().min(1).max(200),
  callbackUrl: z.url({ protocol: /^https?$/ }).nullable(),
  verifyToken: z.string().max(200),
};

export const numberFieldsSchema = z.strictObject({
  ...numberFields,
  appId: numberFields.appId.default('100000000000001'),
  callbackUrl: numberFields.callbackUrl.default(null),
  verifyToken: numberFields.verifyToken.default(''),
});

/** Without defaults: what a change leaves out stays as it is. */
export const numberChangesSchema = z.strictObject(numberFields).omit({ phoneNumberId: true }).partial();

const environmentSchema = z.object({
  SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(8788),
  SIMULATOR_STATE: z.string().min(1).optional(),
  SIMULATOR_SEED: z.coerce.number().int().optional(),
  SIMULATOR_NUMBERS: z
    .string()
    .default('[]')
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(z.array(numberFieldsSchema).max(1000)),
});

export type Config = {
  port: number;
  stateFolder: string | undefined;
  seed: number | undefined;
  numbers: z.infer<typeof numberFieldsSchema>[];
};

/** Throws one sentence that names the variable. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = environmentSchema.safeParse(given);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new Error(
      `${issue?.path.map(String).join('.') ?? 'environment'}: ${issue?.message ?? 'not valid'}`,
    );
  }
  return {
    port: result.data.SIMULATOR_PORT,
    stateFolder: result.data.SIMULATOR_STATE,
    seed: result.data.SIMULATOR_SEED,
    numbers: result.data.SIMULATOR_NUMBERS,
  };
}
