/** @file Makes the sentences of the Operate room sayable. */
import { desk } from './en/desk'
import { learnSentences } from './message'

learnSentences(desk)
