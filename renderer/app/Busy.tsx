import { useIsFetching } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

const SLOW_MS = 500;

/** A thin line while the engine takes longer than half a second over something on this screen. */
export function Busy() {
  const fetching = useIsFetching() > 0;
  return fetching ? <SlowLine /> : null;
}

function SlowLine() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return slow ? <div className="busy" aria-hidden="true" /> : null;
}
