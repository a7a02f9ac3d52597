// The product's window: one command for calls, one for the map file, one channel for changes. All are named in the
// capabilities.

import { Channel, invoke } from '@tauri-apps/api/core';

import type { Args, Backend, Name, Result, Told } from './index';

async function call<N extends Name>(name: N, args: Args<N>): Promise<Result<N>> {
  return invoke<Result<N>>('call', { name, args });
}

function bytes(offset: number, length: number): Promise<ArrayBuffer> {
  return invoke<ArrayBuffer>('map_bytes', { offset, length });
}

function changes(tell: (told: Told) => void): () => void {
  const channel = new Channel<Told>();
  channel.onmessage = tell;
  void invoke('changes', { channel });
  return () => {
    channel.onmessage = () => undefined;
  };
}

export const tauri: Backend = { call, bytes, changes, native: true };
