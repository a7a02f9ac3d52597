// The test host on loopback: calls by HTTP, changes by a socket that comes back by itself.

import type { Args, Backend, Name, Result, Told } from './index';

const RETRY_MS = 500;

async function call<N extends Name>(name: N, args: Args<N>): Promise<Result<N>> {
  const response = await fetch(`/call/${name}`, { method: 'POST', body: JSON.stringify(args) });
  if (response.status === 422) throw await response.json();
  if (!response.ok) throw new Error(`${name}: ${response.status.toString()}`);
  return (await response.json()) as Result<N>;
}

async function bytes(offset: number, length: number): Promise<ArrayBuffer> {
  const response = await fetch('/map', { method: 'POST', body: JSON.stringify({ offset, length }) });
  if (!response.ok) throw new Error(`map: ${response.status.toString()}`);
  return response.arrayBuffer();
}

function changes(tell: (told: Told) => void): () => void {
  let over = false;
  let socket: WebSocket | undefined;
  const open = (missed: boolean) => {
    if (over) return;
    socket = new WebSocket(`${location.origin.replace('http', 'ws')}/events`);
    socket.onopen = () => {
      if (missed) tell({ topic: 'all' });
    };
    socket.onmessage = (event) => {
      tell(JSON.parse(String(event.data)) as Told);
    };
    socket.onclose = () => {
      setTimeout(() => {
        open(true);
      }, RETRY_MS);
    };
  };
  open(false);
  return () => {
    over = true;
    socket?.close();
  };
}

export const web: Backend = { call, bytes, changes, native: false };
