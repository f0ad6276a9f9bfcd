/** @file Makes the sentences of a running service sayable: imported by its worker and by the client that owns it. */
import { serving } from './en/serving'
import { learnSentences } from './message'

learnSentences(serving)
