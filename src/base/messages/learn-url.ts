/** @file Makes the sentences of the URL sayable: imported for that by what says them. */
import { url } from './en/url'
import { learnSentences } from './message'

learnSentences(url)
