import type { CaseFile } from '../../shared/loopback.ts';
import { time } from '../format/time.ts';
import { text } from '../text.ts';
import './case-dialog.css';

/** What a native open dialog does for the desktop: the cases in the usual folder, or a path typed in. `null` when dismissed. */
export function askForCase(cases: readonly CaseFile[]): Promise<string | null> {
  const dialog = document.createElement('dialog');
  dialog.className = 'case-dialog';
  return new Promise((resolve) => {
    const choose = (path: string | null) => {
      dialog.remove();
      resolve(path);
    };
    dialog.append(heading(), listOf(cases, choose), pathForm(choose), cancelButton(choose));
    dialog.addEventListener('cancel', () => choose(null));
    document.body.append(dialog);
    dialog.showModal();
  });
}

type Choose = (path: string | null) => void;

function heading(): HTMLElement {
  const title = document.createElement('h2');
  title.textContent = text.openDialog.title;
  return title;
}

function listOf(cases: readonly CaseFile[], choose: Choose): HTMLElement {
  const list = document.createElement('ul');
  for (const { name, path, modified } of cases) {
    const open = button(name, () => choose(path));
    open.title = path;
    const item = document.createElement('li');
    item.append(open, ` ${time(modified)}`);
    list.append(item);
  }
  if (cases.length === 0) list.append(text.openDialog.none);
  return list;
}

function pathForm(choose: Choose): HTMLElement {
  const form = document.createElement('form');
  const label = document.createElement('label');
  const path = document.createElement('input');
  path.required = true;
  path.placeholder = text.openDialog.pathPlaceholder;
  label.append(text.openDialog.path, path);
  const open = document.createElement('button');
  open.textContent = text.openDialog.open;
  form.append(label, open);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    choose(path.value.trim());
  });
  return form;
}

const cancelButton = (choose: Choose): HTMLElement => button(text.action.cancel, () => choose(null));

function button(name: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = name;
  made.addEventListener('click', onClick);
  return made;
}
