/**
 * @file Messages between a page that serves, its serving worker, and the service worker that answers the URL. Requests
 * go directly from the service worker to the serving worker over a port; the page only connects the two.
 */

/** A request as the service worker forwards it. */
export interface PortRequest {
  readonly id: number
  readonly method: string
  /** Relative to the app's base URL, with a leading slash. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string
}

export interface PortReply {
  readonly id: number
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** From a page to the service worker, with a port to its serving worker. */
export interface ServesHere {
  readonly netloom: 'serves'
  /** Names of the models behind that port. */
  readonly names: readonly string[]
}

/** From a page that stopped serving. */
export interface StoppedHere {
  readonly netloom: 'stopped'
}

/** From the service worker to every page: it restarted and has no ports. */
export interface WhoServes {
  readonly netloom: 'who serves'
}

/** Whether a message is one of ours. */
export function isUrlMessage(data: unknown): data is ServesHere | StoppedHere | WhoServes {
  return typeof data === 'object' && data !== null && 'netloom' in data
}
