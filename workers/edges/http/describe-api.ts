import * as z from 'zod/mini';
import packageJson from '../../../package.json' with { type: 'json' };
import { problem } from '../../contracts/api/problem.ts';
import type { Endpoint } from './endpoint.ts';

type Json = Record<string, unknown>;

/** The API's description (OpenAPI 3.1), made from the endpoints themselves: it cannot say what is not so. */
export function describeApi(endpoints: readonly Endpoint[], serverUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const one of endpoints) {
    const path = one.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [one.method.toLowerCase()]: describeEndpoint(one) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Recado', version: packageJson.version },
    servers: [{ url: serverUrl }],
    components: {
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: schemaOf(problem, 'output') },
    },
    paths,
  };
}

function describeEndpoint(one: Endpoint): Json {
  return {
    summary: one.summary,
    operationId: `${one.method.toLowerCase()}${one.path.replace(/[^A-Za-z]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    ...('permission' in one
      ? { security: [{ accessToken: [] }], 'x-permission': one.permission }
      : { security: [], description: `Public: ${one.publicBecause}.` }),
    parameters: [
      ...parametersIn('path', one.params, one.path),
      ...parametersIn('query', one.query, one.path),
    ],
    ...(one.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(one.body, 'input') } },
          },
        }),
    responses: {
      '2XX': {
        description: 'Done.',
        ...(one.answer === undefined
          ? {}
          : { content: { 'application/json': { schema: schemaOf(one.answer, 'output') } } }),
      },
      default: {
        description: 'Refused, with the reason.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function parametersIn(place: 'path' | 'query', schema: z.core.$ZodType | undefined, path: string): Json[] {
  if (schema === undefined) return [];
  const described = schemaOf(schema, 'input');
  const properties = (described['properties'] ?? {}) as Record<string, Json>;
  const required = (described['required'] ?? []) as string[];
  return Object.entries(properties)
    .filter(([name]) => place === 'query' || path.includes(`:${name}`))
    .map(([name, property]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: property,
    }));
}

function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
