import { Button, Menu, MenuDivider, MenuItem } from '@blueprintjs/core';
import { CaretDown, Contrast, Help as HelpIcon, Search } from '@blueprintjs/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseInfo } from '../../shared/contract.ts';
import { ExportDialog } from '../export/ExportDialog.tsx';
import { shorten } from '../format/shorten.ts';
import { isUtc } from '../format/zone.ts';
import { PseudonymsDialog } from '../export/PseudonymsDialog.tsx';
import { PdfDialog } from '../report/PdfDialog.tsx';
import { text } from '../text.ts';
import { useEngine } from './engine-context.ts';
import { JobIndicator } from './JobIndicator.tsx';
import { leaveCase } from './case.ts';
import { tellProblem } from './messages.tsx';
import { go } from './route.ts';
import { useSettings, type Theme } from './settings.ts';
import { Popover } from '../parts/Popover.tsx';

interface HeaderProps {
  info: CaseInfo | null;
  onSearch: () => void;
  onHelp: () => void;
}

export function Header({ info, onSearch, onHelp }: HeaderProps) {
  return (
    <header className="header">
      {info ? <CaseMenu info={info} /> : <span className="muted">{text.header.noCase}</span>}
      <JobIndicator />
      <span className="spring" />
      {info && (
        <Button
          size="small"
          className="search-button"
          icon={<Search />}
          aria-label={text.header.search}
          onClick={onSearch}
        >
          {text.header.search} <kbd>Ctrl K</kbd>
        </Button>
      )}
      <ThemeMenu />
      <Button
        size="small"
        variant="minimal"
        icon={<HelpIcon />}
        aria-label={text.header.help}
        title={`${text.header.help} (?)`}
        onClick={onHelp}
      />
    </header>
  );
}

function CaseMenu({ info }: { info: CaseInfo }) {
  const engine = useEngine();
  const [exporting, setExporting] = useState(false);
  const queries = useQueryClient();
  const [printing, setPrinting] = useState(false);
  const [lookingUp, setLookingUp] = useState(false);
  const close = async () => {
    await engine.case.close({});
    leaveCase();
    queries.clear();
    queries.setQueryData(['case'], null);
    go('#/start');
  };
  const content = (
    <Menu>
      <MenuDivider title={shorten(info.path, 64)} />
      <MenuItem text={text.header.savePdf} onClick={() => setPrinting(true)} />
      <MenuItem text={text.header.export} onClick={() => setExporting(true)} />
      <MenuItem text={text.header.pseudonyms} onClick={() => setLookingUp(true)} />
      <MenuItem text={text.header.closeCase} onClick={() => void close().catch(tellProblem)} />
    </Menu>
  );
  const more = [
    info.examiner && `${text.header.examiner} ${info.examiner}`,
    info.reference && `${text.header.reference} ${info.reference}`,
    !isUtc(info.time_zone) && info.time_zone,
  ].filter(Boolean);
  return (
    <div className="case">
      <Popover content={content} placement="bottom-start">
        <Button
          size="small"
          variant="minimal"
          endIcon={<CaretDown />}
          title={info.path}
          aria-label={`${text.header.caseMenu}: ${info.name}`}
        >
          <strong>{shorten(info.name, 48)}</strong>
        </Button>
      </Popover>
      <small>{more.join(' · ')}</small>
      <ExportDialog open={exporting} caseName={info.name} onClose={() => setExporting(false)} />
      {lookingUp && <PseudonymsDialog onClose={() => setLookingUp(false)} />}
      {printing && <PdfDialog name={info.name} onClose={() => setPrinting(false)} />}
    </div>
  );
}

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

function ThemeMenu() {
  const { theme, set } = useSettings();
  const content = (
    <Menu>
      {THEMES.map((each) => (
        <MenuItem
          key={each}
          text={text.header.themes[each]}
          roleStructure="listoption"
          selected={each === theme}
          onClick={() => set({ theme: each })}
        />
      ))}
    </Menu>
  );
  return (
    <Popover content={content} placement="bottom-end">
      <Button
        size="small"
        variant="minimal"
        icon={<Contrast />}
        aria-label={text.header.theme}
        title={text.header.theme}
      />
    </Popover>
  );
}
