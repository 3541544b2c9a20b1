/** What the parts of a combination are told apart by: themselves. */
type Part = object | null | undefined;

class Node<T> {
  value: T | undefined;
  readonly next = new Map<Part, Node<T>>();
}

/** One object for each combination of objects. It begins anew when it has so many, so that memory stays bounded. */
export class Combinations<T extends object> {
  private root = new Node<T>();
  private size = 0;

  constructor(private readonly most: number) {}

  of(parts: readonly Part[], make: () => T): T {
    let node = this.root;
    for (const part of parts) {
      let next = node.next.get(part);
      if (!next) node.next.set(part, (next = new Node<T>()));
      node = next;
    }
    if (node.value !== undefined) return node.value;
    const made = make();
    node.value = made;
    if (++this.size >= this.most) {
      this.root = new Node<T>();
      this.size = 0;
    }
    return made;
  }
}

/** One object for each pair of whole numbers; begins anew, too. Maps of maps, and a closure a look-up, take several times as long. */
export class Pairs<T extends object> {
  private readonly slots: Int32Array;
  private readonly numbers: Int32Array;
  private values: T[] = [];

  constructor(private readonly most: number) {
    // A power of two, at most half full.
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(most * 2)));
    this.numbers = new Int32Array(most * 2);
  }

  find(first: number, second: number): T | undefined {
    const entry = this.slots[this.slotOf(first, second)] ?? 0;
    return entry > 0 ? this.values[entry - 1] : undefined;
  }

  /** The pair must not be there yet. */
  keep(first: number, second: number, value: T): T {
    if (this.values.length >= this.most) {
      this.slots.fill(0);
      this.values = [];
    }
    const slot = this.slotOf(first, second);
    this.numbers[this.values.length * 2] = first;
    this.numbers[this.values.length * 2 + 1] = second;
    this.values.push(value);
    this.slots[slot] = this.values.length;
    return value;
  }

  /** Where the pair stands, or the free place where it belongs. */
  private slotOf(first: number, second: number): number {
    const { slots, numbers } = this;
    const mask = slots.length - 1;
    const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    for (let entry = slots[slot] ?? 0; entry > 0; entry = slots[slot] ?? 0) {
      const at = (entry - 1) * 2;
      if (numbers[at] === first && numbers[at + 1] === second) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
