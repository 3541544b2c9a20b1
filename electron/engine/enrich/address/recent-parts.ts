/** Records share their parts (names of fields, countries, regions): those decoded of late are kept. */
export class RecentParts {
  private readonly parts = new Map<string | number, unknown>();

  get(key: string | number): unknown {
    return this.parts.get(key);
  }

  set(key: string | number, part: unknown): void {
    if (this.parts.size >= 20_000) this.parts.clear();
    this.parts.set(key, part);
  }
}
