/** @file Reasons why text is not a valid scenario: the end of "Not a valid scenario file: …". */
import { defineText } from '../../define'
import { count } from '../../format'

export const scenarioFileText = defineText('operate/scenario-file', {
  tooLong: (a: { characters: number; maxCharacters: number; maxEvents: number }) =>
    `it has ${count(a.characters)} characters; the limit is ${count(a.maxCharacters)}, which is enough for the maximum of ${count(a.maxEvents)} events`,
  notJson: 'it is not JSON',
  noHeader: 'it does not start with {"scenario":2',
  notObject: 'it is not an object',
  seedOrMs: '"seed" and "ms" must be numbers',
  seedOrDuration: '"seed" and "durationMs" must be numbers',
  eventsNotList: '"events" must be a list',
  invalidEvent: (a: { number: number }) => `event ${count(a.number)} is not valid`,
})
