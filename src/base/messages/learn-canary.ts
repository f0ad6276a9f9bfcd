/** @file Makes the sentences of canaries sayable: imported for that by what says them. */
import { canary } from './en/canary'
import { learnSentences } from './message'

learnSentences(canary)
