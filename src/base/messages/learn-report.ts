/** @file Makes the sentences of asking for a report sayable: imported for that by what asks. */
import { report } from './en/report'
import { learnSentences } from './message'

learnSentences(report)
