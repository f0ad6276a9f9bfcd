/** @file Makes the sentences of model cards sayable: imported for that by what says them. */
import { card } from './en/card'
import { learnSentences } from './message'

learnSentences(card)
