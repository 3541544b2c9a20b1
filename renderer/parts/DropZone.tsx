import { FolderOpen, Import as ImportIcon } from '@blueprintjs/icons';
import type { DragEvent, ReactNode } from 'react';
import { useRef, useState } from 'react';
import { text } from '../text.ts';

interface DropZoneProps {
  title: string;
  help: string;
  big?: boolean;
  disabled?: boolean;
  /** What it does with files: `evidence` is what a case does with those dropped anywhere. */
  takes?: 'evidence' | 'other';
  /** Called inside the drop event, for only then may a page read what was dropped. */
  onDrop: (data: DataTransfer) => void;
  children?: ReactNode;
}

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

export function DropZone({
  title,
  help,
  big = false,
  disabled = false,
  takes = 'other',
  onDrop,
  children,
}: DropZoneProps) {
  const [over, setOver] = useState(false);
  // Enter and leave also fire for every child: only when they cancel out has the pointer gone.
  const depth = useRef(0);
  const turn = (by: number) => {
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  return (
    <div
      className={`drop-zone${big ? ' big' : ''}${over ? ' over' : ''}${disabled ? ' disabled' : ''}`}
      data-testid="drop-zone"
      data-takes={takes}
      onDragEnter={(event) => {
        if (!disabled && holdsFiles(event)) turn(1);
      }}
      onDragLeave={(event) => {
        if (!disabled && holdsFiles(event)) turn(-1);
      }}
      onDragOver={(event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = disabled ? 'none' : 'copy';
      }}
      onDrop={(event) => {
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        if (!disabled) onDrop(event.dataTransfer);
      }}
    >
      {over ? <FolderOpen size={big ? 32 : 20} /> : <ImportIcon size={big ? 32 : 20} />}
      <div className="drop-words">
        <strong>{over ? text.evidence.dropNow : title}</strong>
        <span className="muted">{help}</span>
      </div>
      {children}
    </div>
  );
}
