// Who is signed in. It outlives the page, and all tabs share it.
import { signal } from '@preact/signals';
import { Refresh, type User } from './operations';

export interface Session {
  accessToken: string;
  refreshToken: string;
  user: User;
}

const key = 'tasktracker-session';

export const session = signal<Session | null>(stored());
// Whether somebody is asked to sign in, or up.
export const signingIn = signal<'in' | 'up' | null>(null);
// Whether people may sign up: with the page, the server says so.
export const canSignUp = document.querySelector<HTMLMetaElement>('meta[name=sign-up]')!.content === 'open';
addEventListener('storage', (event) => event.key === key && (session.value = stored()));

export function keep(next: Session | null) {
  if (next) localStorage.setItem(key, JSON.stringify(next));
  else localStorage.removeItem(key);
  session.value = next;
}

// Exchanges the refresh token for new tokens. It is good once, so the tabs take turns, and whoever comes second finds it done.
export function refresh(): Promise<void> {
  const stale = session.value;
  const work = async () => {
    const now = stored();
    if (!stale || now?.accessToken !== stale.accessToken) {
      session.value = now;
      return;
    }
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query: Refresh, variables: { input: { refreshToken: stale.refreshToken } } }),
    });
    const { data } = await response.json();
    // Only the server's refusal ends the session; that it cannot be reached does not.
    if (data?.done) keep(data.done.session);
  };
  return navigator.locks ? navigator.locks.request(key, work) : work();
}

function stored(): Session | null {
  return JSON.parse(localStorage.getItem(key) ?? 'null');
}
