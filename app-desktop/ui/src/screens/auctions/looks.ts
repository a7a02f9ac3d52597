// How the states of lots and sales look.

export interface Look {
  tone: 'plain' | 'good' | 'warn' | 'bad' | 'pending';
  icon: string;
}

const OTHER: Look = { tone: 'plain', icon: 'circle-dashed' };

const LOTS: Readonly<Record<string, Look>> = {
  draft: { tone: 'plain', icon: 'pencil' },
  upcoming: { tone: 'plain', icon: 'calendar' },
  open: { tone: 'good', icon: 'circle-dot' },
  ended: { tone: 'warn', icon: 'lock' },
  sold: { tone: 'plain', icon: 'circle-check' },
  unsold: { tone: 'plain', icon: 'circle-x' },
  cancelled: { tone: 'bad', icon: 'ban' },
};

const SALES: Readonly<Record<string, Look>> = {
  awaiting_payment: { tone: 'warn', icon: 'clock' },
  paid: { tone: 'warn', icon: 'package' },
  handed_over: { tone: 'plain', icon: 'package-check' },
  received: { tone: 'plain', icon: 'circle-check' },
  completed: { tone: 'good', icon: 'circle-check' },
  cancelled: { tone: 'bad', icon: 'ban' },
  disputed: { tone: 'bad', icon: 'scale' },
  resolved: { tone: 'plain', icon: 'scale' },
};

export const lotLook = (state: string): Look => LOTS[state] ?? OTHER;
export const saleLook = (state: string): Look => SALES[state] ?? OTHER;
