// Who is looking, which hub is in front, and how the window looks. Read once at the start and after each change.

import { backend } from '../backend';
import type { Session, SettingsChange, SettingsPage } from '../gen/api';
import { onChange, touches } from './live.svelte';
import { speak } from './words.svelte';

class State {
  session = $state.raw<Session | undefined>(undefined);
  settings = $state.raw<SettingsPage | undefined>(undefined);

  get community(): string {
    return this.session?.community ?? '';
  }

  get hub(): string {
    return this.session?.hub ?? '';
  }
}

export const who = new State();

/** Reads everything at the start. */
export async function begin(): Promise<void> {
  dress(await backend.call('settings', null));
  who.session = await backend.call('session', null);
  onChange((told) => {
    if (told.topic === 'go') location.hash = told.hash;
    if (touches(told, ['community', 'hub', 'member', 'role_grant'])) void again();
  });
}

export async function again(): Promise<void> {
  who.session = await backend.call('session', null);
}

export async function change(settings: SettingsChange): Promise<void> {
  dress(await backend.call('change_settings', settings));
  await again();
}

function dress(settings: SettingsPage): void {
  who.settings = settings;
  speak(settings.locale);
  const root = document.documentElement;
  if (settings.theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = settings.theme;
}
