/** Asks again what a page shows, when the network is back. */

import type { Client, Operation } from '@urql/core'

/** The questions whose answers are on the page. */
export class Standing {
  readonly #asked = new Map<number, Operation>()

  /** Every operation passes here: a query when it is asked, and once more when nobody wants it any longer. */
  see(operation: Operation): void {
    if (operation.kind === 'query') this.#asked.set(operation.key, operation)
    else if (operation.kind === 'teardown') this.#asked.delete(operation.key)
  }

  /** Ask them all anew whenever the browser finds its network again. Returns what ends that. */
  keep(client: Client): () => void {
    const again = () => {
      for (const operation of this.#asked.values())
        client.reexecuteOperation(client.createRequestOperation('query', operation, { requestPolicy: 'network-only' }))
    }
    window.addEventListener('online', again)
    return () => {
      window.removeEventListener('online', again)
    }
  }
}
