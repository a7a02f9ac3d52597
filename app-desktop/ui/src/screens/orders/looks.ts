// How the states of an order look: never by colour alone.

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'pending';

const LOOKS: Record<string, { tone: Tone; icon: string }> = {
  pending: { tone: 'warn', icon: 'circle-dashed' },
  confirmed: { tone: 'plain', icon: 'circle-dot' },
  packed: { tone: 'plain', icon: 'package' },
  assigned: { tone: 'plain', icon: 'user' },
  out_for_delivery: { tone: 'good', icon: 'truck' },
  delivered: { tone: 'good', icon: 'package-check' },
  failed: { tone: 'bad', icon: 'package-x' },
  retried: { tone: 'warn', icon: 'refresh-cw' },
  returned: { tone: 'plain', icon: 'undo-2' },
  cancelled: { tone: 'plain', icon: 'ban' },
};

export function lookOf(status: string): { tone: Tone; icon: string } {
  return LOOKS[status] ?? { tone: 'plain', icon: 'circle-dot' };
}

/** Steps that can be taken of many orders at once, with the key of each. */
export const BULK: readonly { step: string; key: string; icon: string }[] = [
  { step: 'confirm', key: 'Shift+c', icon: 'check' },
  { step: 'pack', key: 'Shift+p', icon: 'package' },
  { step: 'assign', key: 'Shift+g', icon: 'truck' },
  { step: 'cancel', key: 'Shift+x', icon: 'ban' },
];
