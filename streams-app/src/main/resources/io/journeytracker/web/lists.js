// A list of customers as a whole, page by page.

import { ask, Refused } from './live.js';
import { path } from './link.js';

/** As many as one may page through by leaving out. */
const MOST = 10_000;
const PAGE = 200;
const AGAIN_MILLIS = 1000;
const MOST_TIMES = 30;
const TOO_MANY = 429;

/**
 * Asks again where others go through all customers at the same time.
 *
 * @param wanted whether it still is; asked before each further time
 */
export async function patient(address, wanted = () => true) {
  for (let times = 1; ; times++) {
    try {
      return await ask(address);
    } catch (refused) {
      if (!(refused instanceof Refused) || refused.status !== TOO_MANY || times === MOST_TIMES) {
        throw refused;
      }
      await new Promise(done => setTimeout(done, AGAIN_MILLIS));
      if (!wanted()) {
        throw refused;
      }
    }
  }
}

/**
 * The first of them, each as often as the list has them; and how many there are.
 *
 * @param progress is told how many of how many are there, before the first page nothing; answers whether the others are still wanted
 * @return null if they are not
 */
export async function gathered(state, what, asked, progress) {
  let far = [];
  const wanted = () => progress(...far);
  const page = where => patient(path(state, what, { ...asked, ...where, limit: PAGE }), wanted);
  wanted();
  const first = await page({});
  const customers = [...first.customers];
  const most = Math.min(first.count, MOST);
  let found = first;
  far = [customers.length, most];
  while (found.customers.length === PAGE && customers.length < most) {
    if (!wanted()) {
      return null;
    }
    // Viewers go on by leaving out: where a page ended names a customer.
    found = await page(found.next ? { after: found.next } : { offset: customers.length });
    customers.push(...found.customers);
    far = [customers.length, most];
  }
  if (!wanted()) {
    return null;
  }
  return { ...first, customers };
}
