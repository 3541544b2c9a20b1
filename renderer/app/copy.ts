/** Puts text on the clipboard; by the old way where a host's page may not use the new one. */
export function copy(value: string): void {
  void copied(value);
}

/** The same; says whether it is there. A page may only do it for some seconds after somebody pressed something. */
export const copied = (value: string): Promise<boolean> =>
  navigator.clipboard.writeText(value).then(
    () => true,
    () => copyBySelection(value),
  );

function copyBySelection(value: string): boolean {
  const area = document.createElement('textarea');
  area.value = value;
  area.className = 'visually-hidden';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
