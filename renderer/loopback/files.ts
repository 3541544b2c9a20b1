export interface PickedFile {
  file: File;
  /** The name to show: with its folders where a folder was chosen. */
  name: string;
}

/** The browser's own file dialog. Empty when nothing was chosen. */
export function pickFiles(folder: boolean): Promise<PickedFile[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.webkitdirectory = folder;
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve([]), { once: true });
    input.addEventListener('change', () => resolve(Array.from(input.files ?? [], picked).sort(byName)), {
      once: true,
    });
    input.click();
  });
}

const picked = (file: File): PickedFile => ({ file, name: file.webkitRelativePath || file.name });

const byName = (a: PickedFile, b: PickedFile): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Gives the content to the browser as a download, which the browser may put where it is set to. */
export function saveFile(name: string, content: string | Uint8Array): boolean {
  const part = typeof content === 'string' ? content : new Uint8Array(content);
  const url = URL.createObjectURL(new Blob([part], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return true;
}
