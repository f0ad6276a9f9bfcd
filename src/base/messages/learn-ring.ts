/** @file Makes the sentences of labelling, the ring and the race sayable: imported for that by what says them. */
import { ring } from './en/ring'
import { learnSentences } from './message'

learnSentences(ring)
