import { useEffect, useState } from 'react';

/** An address of this page for a picture's bytes, for as long as it is shown. */
export function usePictureUrl(png: Uint8Array | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!png) return;
    const made = URL.createObjectURL(new Blob([new Uint8Array(png)], { type: 'image/png' }));
    // eslint-disable-next-line react-hooks/set-state-in-effect -- an address is made and taken back, which rendering must not do
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [png]);
  return url;
}
