// Signing in, up and out.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { mutate, type Done } from './client';
import { Icon } from './icon';
import { SignIn, SignOut, SignUp } from './operations';
import { canSignUp, keep, session, signingIn, type Session } from './session';
import { message } from './tasks';

export function Account() {
  const user = session.value?.user;
  return user
    ? <button title="Sign out" aria-label={`Sign out ${user.username}`} onClick={leave}>{user.username} <Icon name="leave" /></button>
    : <button onClick={() => (signingIn.value = 'in')}>Sign in</button>;
}

export function SignInDialog() {
  const dialog = useDialog(() => { signingIn.value = null; message.value = ''; });
  const refusal = useSignal('');
  const isNew = signingIn.value === 'up';

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const input = Object.fromEntries(new FormData(event.target as HTMLFormElement));
    try {
      const done = await mutate<Done & { session: Session | null }>(isNew ? SignUp : SignIn, input);
      refusal.value = done.errors?.map((error) => error.message).join(' ') ?? '';
      if (done.session) {
        keep(done.session);
        signingIn.value = null;
      }
    } catch {
      refusal.value = 'The server cannot be reached.';
    }
  }

  return (
    <dialog ref={dialog} aria-labelledby="sign-in">
      <form onSubmit={submit}>
        <h2 id="sign-in">{isNew ? 'Create an account' : 'Sign in'}</h2>
        <label>{isNew ? 'Username' : 'Username or e-mail address'}<input name="username" required autocomplete="username" autofocus /></label>
        {isNew && <label>E-mail address<input name="email" type="email" required autocomplete="email" /></label>}
        <label>Password<input name="password" type="password" required autocomplete={isNew ? 'new-password' : 'current-password'} /></label>
        {!canSignUp && <p>An administrator makes accounts.</p>}
        {(refusal.value || message.value) && <p class={refusal.value && 'refusal'} role="alert">{refusal.value || message.value}</p>}
        <div class="actions">
          {canSignUp && <button type="button" onClick={() => (signingIn.value = isNew ? 'in' : 'up')}>{isNew ? 'I have an account' : 'Create an account'}</button>}
          <button type="button" onClick={() => dialog.current!.close()}>Cancel</button>
          <button class="primary">{isNew ? 'Create' : 'Sign in'}</button>
        </div>
      </form>
    </dialog>
  );
}

// A dialog that is open as long as it is there, and says when somebody closes it.
export function useDialog(closed: () => void) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current!;
    element.showModal();
    element.addEventListener('close', closed);
    return () => element.removeEventListener('close', closed);
  }, []);
  return dialog;
}

async function leave() {
  // Forgotten here even when the server cannot be told.
  await mutate(SignOut, {}).catch(() => {});
  keep(null);
}
