/** Puts text on the clipboard; by the old way where a host's page may not use the new one. */
export function copy(value: string): void {
  navigator.clipboard.writeText(value).catch(() => copyBySelection(value));
}

function copyBySelection(value: string): void {
  const area = document.createElement('textarea');
  area.value = value;
  area.className = 'visually-hidden';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
