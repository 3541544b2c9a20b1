/** Waits until `check` holds; what it waits for comes from another thread or process, so only asking again can tell. */
export async function until(check: () => boolean): Promise<void> {
  while (!check()) await new Promise((resolve) => setTimeout(resolve, 5));
}
