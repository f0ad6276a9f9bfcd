/** @file Makes the sentences of reading what was copied sayable: imported for that by what reads it. */
import { clip } from './en/clip'
import { learnSentences } from './message'

learnSentences(clip)
