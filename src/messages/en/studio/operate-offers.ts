/** @file UI text for the buttons in notices about services, and for names and reasons that are saved with models. */
import { defineText } from '../../define'
import { count } from '../../format'

export const operateOffersText = defineText('studio/operate-offers', {
  backTo: (a: { name: string }) => `Back to ${a.name}`,
  sendRequest: 'Send a request',
  serve: 'Start service',
  serveAndPlay: 'Start service and play',
  /** Why a practice version cannot be trained again, as the end of a sentence. */
  practiceVersion: (a: { version: number; kind: string }) =>
    `it was made from version ${count(a.version)} and is intentionally bad (${a.kind})`,
})
