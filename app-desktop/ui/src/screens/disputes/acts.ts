// How the steps of a dispute look: which come first, which ask back, and their keys.

import type { DisputeAct } from '../../gen/api';

interface Look {
  icon: string;
  look: 'plain' | 'primary' | 'danger';
  keys?: string;
  /** Done at once, without asking. */
  direct?: boolean;
}

/** In the order of the buttons: what is asked of the person last, where the eye ends. */
const LOOKS: Readonly<Record<string, Look>> = {
  withdraw: { icon: 'undo-2', look: 'danger' },
  step_back: { icon: 'undo-2', look: 'plain' },
  add_evidence: { icon: 'plus', look: 'plain', keys: 'e' },
  turn_down: { icon: 'x', look: 'plain' },
  reject_claim: { icon: 'ban', look: 'plain' },
  offer: { icon: 'tag', look: 'plain', keys: 'o' },
  escalate: { icon: 'scale', look: 'plain' },
  offer_full: { icon: 'circle-check', look: 'plain' },
  reopen: { icon: 'refresh-cw', look: 'plain', direct: true },
  appeal: { icon: 'scale', look: 'plain' },
  submit: { icon: 'send', look: 'primary', direct: true },
  accept: { icon: 'check', look: 'primary', keys: 'a' },
  take_up: { icon: 'user', look: 'primary', keys: 't', direct: true },
  decide: { icon: 'scale', look: 'primary', keys: 'd' },
};
const OTHER: Look = { icon: 'circle-dot', look: 'plain' };

export const iconOf = (act: string): string => (LOOKS[act] ?? OTHER).icon;
export const lookOf = (act: string): Look['look'] => (LOOKS[act] ?? OTHER).look;
export const keyOf = (act: string): string | undefined => LOOKS[act]?.keys;

/** Whether a step is done at once: nothing is typed for it and no money moves. */
export function isDirect(act: DisputeAct): boolean {
  return (LOOKS[act.act]?.direct ?? false) && !act.confirm;
}

export function sorted(acts: readonly DisputeAct[]): DisputeAct[] {
  const order = Object.keys(LOOKS);
  return [...acts].sort((one, other) => order.indexOf(one.act) - order.indexOf(other.act));
}
