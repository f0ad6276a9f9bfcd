/** @file Makes the sentences of editing sets sayable: imported for that by what edits them. */
import { setEdits } from './en/set-edits'
import { learnSentences } from './message'

learnSentences(setEdits)
