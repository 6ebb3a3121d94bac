import { signal } from '@preact/signals';
import * as z from 'zod/mini';
import {
  createChannelRequest,
  type Channel,
  type ChannelChecks,
  type CreateChannelRequest,
} from '../../../../workers/contracts/api/channels.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import type { ChannelsStore } from './channels-store.ts';

export type ConnectStore = ReturnType<typeof createConnectStore>;
export type ConnectStep = 'values' | 'checks' | 'done';

export const EMPTY_VALUES = {
  name: '',
  displayPhoneNumber: '',
  phoneNumberId: '',
  wabaId: '',
  accessToken: '',
  appId: '',
};
export type ConnectField = keyof typeof EMPTY_VALUES;

const isField = (name: PropertyKey | undefined): name is ConnectField =>
  typeof name === 'string' && name in EMPTY_VALUES;

/** Connecting a number: its values, what Meta says of them, and the channel that comes of it. */
export const createConnectStore = ({
  api,
  channels,
}: {
  api: Pick<Api, 'checkChannel'>;
  channels: Pick<ChannelsStore, 'create'>;
}) => {
  const step = signal<ConnectStep>('values');
  const values = signal(EMPTY_VALUES);
  const app = signal<CreateChannelRequest['app']>('deployment');
  const pin = signal('');
  const isPinMissing = signal(false);
  const skipVerification = signal(false);
  const missing = signal<ReadonlySet<ConnectField>>(new Set());
  const checks = signal<ChannelChecks | null>(null);
  const problem = signal<ApiProblem | null>(null);
  const isBusy = signal(false);
  const channel = signal<Channel | null>(null);

  /** What is typed, or null where something is missing, which is then marked. */
  const read = (): CreateChannelRequest | null => {
    const { appId, ...trimmed } = Object.fromEntries(
      Object.entries(values.peek()).map(([name, value]) => [name, value.trim()]),
    );
    const isOwn = app.peek() === 'company';
    const parsed = z.safeParse(createChannelRequest, {
      kind: 'cloud',
      ...trimmed,
      app: app.peek(),
      ...(isOwn && appId !== '' ? { appId } : {}),
      skipVerification: skipVerification.peek(),
    });
    missing.value = new Set(
      parsed.success ? [] : parsed.error.issues.map((issue) => issue.path[0]).filter(isField),
    );
    return parsed.success ? parsed.data : null;
  };

  const attempt = async (work: () => Promise<void>) => {
    problem.value = null;
    isBusy.value = true;
    try {
      await work();
    } catch (thrown) {
      problem.value = asApiProblem(thrown);
    } finally {
      isBusy.value = false;
    }
  };

  const connect = async (): Promise<void> => {
    const request = read();
    if (request === null) return;
    const given = pin.peek().trim();
    isPinMissing.value =
      checks.peek()?.needsPin === true && !skipVerification.peek() && !/^\d{6}$/.test(given);
    if (isPinMissing.value) return;
    await attempt(async () => {
      channel.value = await channels.create(given === '' ? request : { ...request, pin: given });
      step.value = 'done';
    });
  };

  /** Asks Meta about the values; changes nothing there. */
  const check = async (): Promise<void> => {
    const request = read();
    if (request === null) return;
    const { phoneNumberId, wabaId, accessToken } = request;
    await attempt(async () => {
      checks.value = await api.checkChannel({ phoneNumberId, wabaId, accessToken, app: app.peek() });
      step.value = 'checks';
    });
  };

  return {
    step,
    values,
    app,
    pin,
    isPinMissing,
    skipVerification,
    missing,
    checks,
    problem,
    isBusy,
    channel,
    check,
    connect,
    /** Leaves the values, for the checks or, where those are skipped, for a connected number. */
    leaveValues: () => (skipVerification.peek() ? connect() : check()),
    write: (name: ConnectField, value: string) => {
      values.value = { ...values.peek(), [name]: value };
      missing.value = new Set([...missing.peek()].filter((other) => other !== name));
    },
    back: () => {
      problem.value = null;
      step.value = 'values';
    },
  };
};
