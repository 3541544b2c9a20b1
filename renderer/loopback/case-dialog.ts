import type { CaseFile } from '../../shared/loopback.ts';
import { time } from '../format/time.ts';
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
  title.textContent = 'Open a case';
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
  if (cases.length === 0) list.append('No cases in the usual folder yet.');
  return list;
}

function pathForm(choose: Choose): HTMLElement {
  const form = document.createElement('form');
  const label = document.createElement('label');
  const path = document.createElement('input');
  path.required = true;
  path.placeholder = '/path/of/a-case.interloper';
  label.append('Or the path of a case file on this computer', path);
  const open = document.createElement('button');
  open.textContent = 'Open';
  form.append(label, open);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    choose(path.value.trim());
  });
  return form;
}

const cancelButton = (choose: Choose): HTMLElement => button('Cancel', () => choose(null));

function button(text: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', onClick);
  return made;
}
