import { Button, FormGroup, InputGroup } from '@blueprintjs/core';
import { useId } from 'react';
import { isTimeZone } from '../../shared/case-settings.ts';
import { ownZone, zoneNames } from '../format/zone.ts';
import { text } from '../text.ts';

interface ZoneFieldProps {
  value: string;
  onType: (zone: string) => void;
}

/** A time zone by its IANA name, with all that this computer knows offered. */
export function ZoneField({ value, onType }: ZoneFieldProps) {
  const list = useId();
  const field = useId();
  const wrong = !isTimeZone(value.trim());
  const own = ownZone();
  return (
    <FormGroup
      label={text.settings.zone}
      labelFor={field}
      helperText={wrong ? text.settings.zoneWrong : text.settings.zoneHelp}
      intent={wrong ? 'danger' : 'none'}
    >
      <InputGroup
        id={field}
        autoComplete="off"
        spellCheck={false}
        value={value}
        list={list}
        aria-invalid={wrong}
        intent={wrong ? 'danger' : 'none'}
        onChange={(event) => onType(event.currentTarget.value)}
        {...(own === value
          ? {}
          : {
              rightElement: (
                <Button
                  size="small"
                  variant="minimal"
                  text={text.settings.zoneOwn(own)}
                  onClick={() => onType(own)}
                />
              ),
            })}
      />
      <datalist id={list}>
        {zoneNames().map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </FormGroup>
  );
}
