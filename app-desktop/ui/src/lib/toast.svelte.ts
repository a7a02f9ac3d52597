// Short news at the edge of the window: what was done, or why not. Read out politely.

import { problemOf } from '../backend';
import type { Done, Problem } from '../gen/api';

export interface Toast {
  number: number;
  text: string;
  tone: 'plain' | 'problem';
}

const SHOWN_MS = 6000;
let counter = 0;
let toasts = $state.raw<Toast[]>([]);

export function all(): Toast[] {
  return toasts;
}

export function say(text: string, tone: Toast['tone'] = 'plain'): void {
  const number = ++counter;
  toasts = [...toasts.slice(-2), { number, text, tone }];
  setTimeout(() => {
    dismiss(number);
  }, SHOWN_MS);
}

export function dismiss(number: number): void {
  toasts = toasts.filter((toast) => toast.number !== number);
}

/**
 * Does something, and says what became of it: `text` when it went well, the reason when not. Gives the result, or
 * the problem to `failed` for a form that shows it at its fields.
 */
export async function attempt<T>(
  work: () => Promise<T>,
  text?: string,
  failed?: (problem: Problem) => void,
): Promise<T | undefined> {
  try {
    const done = await work();
    const warning = (done as Partial<Done> | null)?.warning;
    if (warning) say(warning, 'problem');
    else if (text) say(text);
    return done;
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (failed) failed(problem);
    else say(problem.text, 'problem');
    return undefined;
  }
}
