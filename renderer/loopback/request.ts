/** A JSON answer of the server that served this page; throws with the server's one line of text. */
export async function request<T>(method: 'GET' | 'POST' | 'DELETE', path: string): Promise<T> {
  const response = await fetch(path, { method, credentials: 'same-origin' });
  if (!response.ok) throw new Error((await response.text()) || `the host answered ${response.status}`);
  return (await response.json()) as T;
}

export const query = (values: Record<string, string>): string => new URLSearchParams(values).toString();
