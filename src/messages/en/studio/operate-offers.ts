/** @file Text of the buttons that notices about services offer, and of names and reasons that are saved with models. */
import { defineText } from '../../define'
import { count } from '../../format'

export const operateOffersText = defineText('studio/operate-offers', {
  backTo: (a: { name: string }) => `Back to ${a.name}`,
  sendRequest: 'Send a request',
  serve: 'Serve again',
  serveAndPlay: 'Serve again and play',
  /** Why a practice version cannot be trained again: the end of a sentence. */
  practiceVersion: (a: { version: number; kind: string }) =>
    `it was made from version ${count(a.version)} and is bad on purpose (${a.kind})`,
})
