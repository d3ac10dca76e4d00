// The two ways to the server: urql for queries and mutations over HTTP, graphql-ws for the subscription over a WebSocket.
import { Client, fetchExchange, type AnyVariables, type CombinedError } from '@urql/core';
import { authExchange } from '@urql/exchange-auth';
import { createClient } from 'graphql-ws';
import { refresh, session } from './session';

export const client = new Client({
  url: '/graphql',
  preferGetMethod: false,
  requestPolicy: 'network-only',
  exchanges: [
    authExchange(async ({ appendHeaders }) => ({
      addAuthToOperation: (operation) =>
        session.value ? appendHeaders(operation, { authorization: `Bearer ${session.value.accessToken}` }) : operation,
      didAuthError: (error) => session.value !== null && codeOf(error) === 'UNAUTHENTICATED',
      refreshAuth: refresh,
    })),
    fetchExchange,
  ],
});

// It does not connect again by itself: it would begin where it began the first time, and not after the last change.
export const socket = createClient({
  url: Object.assign(new URL('/graphql', location.href), { protocol: location.protocol.replace('http', 'ws') }).href,
  connectionParams: () => (session.value ? { authorization: session.value.accessToken } : {}),
  retryAttempts: 0,
  keepAlive: 15_000,
});

export async function ask<T>(query: string, variables: AnyVariables = {}): Promise<T> {
  const { data, error } = await client.query<T>(query, variables).toPromise();
  if (error) throw error;
  return data!;
}

export interface Done {
  errors: { code: string; message: string }[] | null;
}

// Does something once, whatever becomes of the connection: while there is no answer it is sent again with the same key, and the
// server does what it has done already no second time.
export async function mutate<T extends Done>(mutation: string, input: object): Promise<T> {
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const fetchOptions = { headers: { 'idempotency-key': key } };
  for (let attempt = 0; ; attempt++) {
    const { data, error } = await client.mutation<{ done: T }>(mutation, { input }, { fetchOptions }).toPromise();
    if (data?.done) return data.done;
    if (!error?.networkError || attempt === 60) throw error;
    await pause(500);
  }
}

// The code of an error, whether a result, a socket's message or a closed socket tells it.
export function codeOf(error: unknown): string | undefined {
  const { graphQLErrors, code } = (error ?? {}) as Partial<CombinedError> & { code?: number };
  const first = (graphQLErrors ?? [error].flat())[0] as { extensions?: { code?: string } } | undefined;
  return code === 4401 ? 'UNAUTHENTICATED' : first?.extensions?.code;
}

export const pause = (milliseconds: number) => new Promise<void>((resume) => setTimeout(resume, milliseconds));
