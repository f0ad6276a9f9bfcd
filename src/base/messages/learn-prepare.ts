/** @file Makes the sentences of preparing columns sayable: imported by the steps themselves. */
import { prepare } from './en/prepare'
import { learnSentences } from './message'

learnSentences(prepare)
