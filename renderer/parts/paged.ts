import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

const PAGE = 100;

interface Asked<Page, Item> {
  queryKey: readonly unknown[];
  ask: (page: { offset: number; limit: number }, options: { signal: AbortSignal }) => Promise<Page>;
  itemsOf: (page: Page) => readonly Item[];
}

/** What the first page says of the whole list, and the entries of all pages that came so far. */
export interface PagedList<Page, Item> {
  head: Page;
  items: readonly Item[];
}

/** A list that the engine gives in pages; `fetchNextPage` asks for the next one, as `Growing` does near its end. */
export function usePaged<Page extends { total: number }, Item>({
  queryKey,
  ask,
  itemsOf,
}: Asked<Page, Item>) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask({ offset: pageParam, limit: PAGE }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last: Page, pages: readonly Page[]) => {
      const known = pages.reduce((sum, page) => sum + itemsOf(page).length, 0);
      return itemsOf(last).length > 0 && known < last.total ? known : undefined;
    },
    placeholderData: keepPreviousData,
    select: ({ pages }): PagedList<Page, Item> => {
      const [head] = pages;
      if (!head) throw new Error('a list without a page');
      return { head, items: pages.flatMap((page) => [...itemsOf(page)]) };
    },
  });
}
