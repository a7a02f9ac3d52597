// Orders that are dragged onto a driver. The keyboard has the same way by a button on each order.

const KIND = 'application/x-hubbub-order';

export function pickUp(event: DragEvent, order: string): void {
  event.dataTransfer?.setData(KIND, order);
  if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
}

/** Whether what is dragged over here is an order. */
export function isOrder(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes(KIND) ?? false;
}

export function dropped(event: DragEvent): string {
  return event.dataTransfer?.getData(KIND) ?? '';
}
