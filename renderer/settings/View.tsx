import { Button } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import { useCase } from '../app/case.ts';
import { href } from '../app/route.ts';
import {
  DEFAULT_COLUMNS,
  spoken,
  useSettings,
  type Density,
  type Language,
  type Theme,
} from '../app/settings.ts';
import { LimitsPanel } from '../data/Limits.tsx';
import { Gap } from '../incidents/Gap.tsx';
import { useGapHours } from '../incidents/queries.ts';
import { Panel } from '../parts/Panel.tsx';
import { text } from '../text.ts';
import { CasePanel } from './CasePanel.tsx';
import { useOpenLogs } from './queries.ts';
import './settings.css';

/** What can be set: of the case, of the desk, and the ways to what has pages of its own. */
export function SettingsView() {
  const info = useCase();
  return (
    <div className="page" data-testid="settings-page">
      <div className="page-head">
        <h1>{text.settings.title}</h1>
        <p>{text.settings.help}</p>
      </div>
      {info.data && <CasePanel key={JSON.stringify(info.data)} info={info.data} />}
      <Display />
      {info.data && <Grouping />}
      <LimitsPanel />
      {info.data && <Elsewhere />}
      <Trouble />
    </div>
  );
}

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const DENSITIES: readonly Density[] = ['normal', 'compact'];
const LANGUAGES: readonly Language[] = ['system', 'en', 'ja'];

function Display() {
  const { theme, density, language, set } = useSettings();
  const speak = (next: Language) => {
    set({ language: next });
    if (spoken(next) !== text.language) window.location.reload();
  };
  return (
    <Panel title={text.settings.display} hint={text.settings.displayHelp}>
      <div className="settings-form">
        <Choice
          label={text.header.theme}
          choices={THEMES}
          chosen={theme}
          words={text.header.themes}
          onChoose={(next) => set({ theme: next })}
        />
        <Choice
          label={text.settings.density}
          choices={DENSITIES}
          chosen={density}
          words={text.settings.densities}
          onChoose={(next) => set({ density: next })}
        />
        <Choice
          label={text.settings.language}
          choices={LANGUAGES}
          chosen={language}
          words={text.settings.languages}
          onChoose={speak}
        />
        <p className="muted">{text.settings.languageHelp}</p>
        <div>
          <Button
            size="small"
            text={text.settings.columnsReset}
            onClick={() => set({ columns: DEFAULT_COLUMNS })}
          />
        </div>
      </div>
    </Panel>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  choices: readonly T[];
  chosen: T;
  words: Readonly<Record<T, string>>;
  onChoose: (choice: T) => void;
}

function Choice<T extends string>({ label, choices, chosen, words, onChoose }: ChoiceProps<T>): ReactNode {
  return (
    <div className="row-gap" role="group" aria-label={label}>
      <span className="settings-label">{label}</span>
      <span className="toggle-row">
        {choices.map((each) => (
          <button
            key={each}
            type="button"
            className="toggle"
            aria-pressed={each === chosen}
            onClick={() => onChoose(each)}
          >
            {words[each]}
          </button>
        ))}
      </span>
    </div>
  );
}

function Grouping() {
  const gap = useGapHours();
  return (
    <Panel title={text.incidents.title} hint={text.incidents.help}>
      {gap.data !== undefined && <Gap key={gap.data} gap={gap.data} />}
    </Panel>
  );
}

const ELSEWHERE = [
  ['data', ['data'], {}],
  ['networks', ['networks'], {}],
  ['hunts', ['hunts'], {}],
  ['mutes', ['findings'], { muted: 'shown' }],
  ['audit', ['audit'], {}],
] as const;

function Elsewhere() {
  return (
    <Panel title={text.settings.elsewhere}>
      <ul className="stack-list">
        {ELSEWHERE.map(([name, path, query]) => (
          <li key={name}>
            <a href={href(path, query)}>{text.settings.ways[name].title} →</a>{' '}
            <span className="muted">{text.settings.ways[name].help}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Trouble() {
  const open = useOpenLogs();
  return (
    <Panel title={text.settings.trouble}>
      <div className="stack">
        <p>{text.settings.logsHelp}</p>
        <div>
          <Button size="small" text={text.settings.logs} onClick={open} />
        </div>
      </div>
    </Panel>
  );
}
