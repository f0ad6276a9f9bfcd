/** @file Makes the sentences of operating a service sayable: imported for that by its score and its objectives. */
import { operate } from './en/operate'
import { learnSentences } from './message'

learnSentences(operate)
