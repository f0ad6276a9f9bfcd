/**
 * @file English sentences of the report on a set: what was found, with its numbers, and why that matters. Loaded by whoever shows
 * the report; no other part says them.
 */
import { defineText } from '../define'
import { count, counted, list } from '../format'

/** A part of a whole in percent: 4.2 %. */
const share = (part: number, whole: number) => {
  const percent = (100 * part) / Math.max(1, whole)
  return percent > 0 && percent < 0.1 ? 'under 0.1 %' : `${Number(percent.toPrecision(percent < 10 ? 2 : 3))} %`
}
const quoted = (text: string) => `"${text.length > 40 ? `${text.slice(0, 39)}…` : text}"`

const english = {
  'missing-values': {
    title: (a: { column: string }) => `${quoted(a.column)} has gaps`,
    says: (a: { column: string; missing: number; rows: number }) =>
      `${counted(a.missing, 'row')} of ${count(a.rows)} (${share(a.missing, a.rows)}) ${a.missing === 1 ? 'has' : 'have'} no ${quoted(a.column)}.`,
    why: 'A network takes numbers alone: a gap has to be filled, or its row or column left out, and which of them is a choice that changes what is learnt.',
  },
  'constant-column': {
    title: (a: { column: string }) => `${quoted(a.column)} is always the same`,
    says: (a: { column: string; value: string; rows: number }) =>
      `Every one of ${counted(a.rows, 'row')} has ${a.value} in ${quoted(a.column)}.`,
    why: 'What never changes tells nothing apart. It costs weights, and scaling it divides by zero.',
  },
  'duplicate-rows': {
    title: (_: object) => 'Rows come twice',
    says: (a: { copies: number; groups: number; rows: number }) =>
      `${counted(a.copies, 'row')} of ${count(a.rows)} (${share(a.copies, a.rows)}) ${a.copies === 1 ? 'is a copy of another' : `are copies of ${a.groups === 1 ? 'another' : `${count(a.groups)} others`}`}, the answer included.`,
    why: 'A copy counts double in the loss, and one that falls into the test part is a question whose answer was learnt by heart.',
  },
  'near-duplicate-rows': {
    title: (_: object) => 'Rows come twice, nearly',
    says: (a: { copies: number; groups: number; rows: number }) =>
      `${counted(a.copies, 'row')} of ${count(a.rows)} (${share(a.copies, a.rows)}) ${a.copies === 1 ? 'is' : 'are'} as good as another: every number within 0.1 % of its column's range, every text the same but for case and spaces.`,
    why: 'Such rows are mostly one measurement kept twice, rounded or corrected. They count double, and tell the test part what was learnt.',
  },
  'conflicting-rows': {
    title: (_: object) => 'The same question has two answers',
    says: (a: { rows: number; groups: number; target: string }) =>
      `${counted(a.rows, 'row')} in ${counted(a.groups, 'group')} have the same values everywhere but another ${quoted(a.target)}.`,
    why: 'No network can learn both. One of the answers is a mistake, or a column that would tell them apart is missing.',
  },
  'copies-across-parts': {
    title: (a: { what: 'rows' | 'pictures' }) =>
      `${a.what === 'rows' ? 'Rows' : 'Pictures'} that are tested on were learnt`,
    says: (a: {
      what: 'rows' | 'pictures'
      validation: number
      test: number
      ofValidation: number
      ofTest: number
    }) => {
      const parts = [
        ...(a.test > 0 ? [`${count(a.test)} of ${count(a.ofTest)} test ${a.what}`] : []),
        ...(a.validation > 0 ? [`${count(a.validation)} of ${count(a.ofValidation)} validation ${a.what}`] : []),
      ]
      return `${list(parts)} ${a.test + a.validation === 1 ? 'has' : 'have'} a copy, or as good as one, in the training part.`
    },
    why: 'The figures of the test part are to say how well the network does on what it has not seen. Of these it was told the answers.',
  },
  'duplicate-pictures': {
    title: (_: object) => 'Pictures come twice',
    says: (a: { column: string; copies: number; groups: number; rows: number }) =>
      `${counted(a.copies, 'picture')} of ${count(a.rows)} (${share(a.copies, a.rows)}) ${a.copies === 1 ? 'looks' : 'look'} like another, whatever the brightness or the compression.`,
    why: 'A copy counts double in the loss, and one that falls into the test part is a question whose answer was learnt by heart.',
  },
  'leaks-target': {
    title: (a: { column: string }) => `${quoted(a.column)} gives the answer away`,
    says: (a: { column: string; target: string; score: number; classes: boolean }) =>
      `From ${quoted(a.column)} alone ${quoted(a.target)} can be told: ${a.classes ? `that removes ${share(a.score, 1)} of the mistakes that guessing makes` : `it explains ${share(a.score, 1)} of its variance`}, tried on rows not learnt from.`,
    why: 'Mostly such a column was written down after the answer was known, or is the answer in another form. When the network is used it will not be there, and all it has learnt is to read it.',
  },
  'gaps-leak-target': {
    title: (a: { column: string }) => `Gaps in ${quoted(a.column)} give the answer away`,
    says: (a: { column: string; target: string; score: number; classes: boolean }) =>
      `Whether ${quoted(a.column)} is filled tells ${quoted(a.target)} alone: that removes ${share(a.score, 1)} of the mistakes that guessing makes, tried on rows not learnt from.`,
    why: 'Such a column was filled in after the answer was known. When the network is used all rows will have the gap.',
  },
  'identifier-feature': {
    title: (a: { column: string }) => `${quoted(a.column)} names rows`,
    says: (a: { column: string; rows: number }) =>
      `${quoted(a.column)} tells each of ${counted(a.rows, 'row')} from the others, as a number or a name does, and is among what to predict from.`,
    why: 'A network that gets it can learn rows by heart, and in order of time or class it leaks the answer. It says nothing of a row never seen.',
  },
  'date-feature': {
    title: (a: { column: string }) => `${quoted(a.column)} is a date`,
    says: (a: { column: string; target: string }) =>
      `${quoted(a.column)} says when, and is among what to predict ${quoted(a.target)} from.`,
    why: 'The network will be used on dates after all those it has learnt: what it ties to a date does not come again. Take what repeats (month, weekday, hour), or split by time so that the test is of later rows.',
  },
  imbalance: {
    title: (a: { column: string }) => `Classes of ${quoted(a.column)} are uneven`,
    says: (a: { column: string; most: string; mostRows: number; least: string; leastRows: number }) =>
      `${quoted(a.most)} has ${counted(a.mostRows, 'row')}, ${quoted(a.least)} ${count(a.leastRows)}: ${count(a.mostRows / a.leastRows)} times as many.`,
    why: 'To say the commonest class each time gives a good accuracy and a useless network. Weigh the classes, and look at the figures of each.',
  },
  'few-in-class': {
    title: (a: { value: string }) => `${quoted(a.value)} has few rows`,
    says: (a: { column: string; value: string; rows: number; wanted: number }) =>
      `${quoted(a.value)} of ${quoted(a.column)} has ${counted(a.rows, 'row')} in all parts together; ${count(a.wanted)} are little already.`,
    why: 'What is learnt of so few is these few, and a figure of one or two test rows says nothing.',
  },
  'class-not-learnt': {
    title: (a: { value: string }) => `${quoted(a.value)} is never learnt`,
    says: (a: { column: string; value: string; rows: number }) =>
      `None of ${counted(a.rows, 'row')} with ${quoted(a.value)} in ${quoted(a.column)} is in the training part.`,
    why: 'The network cannot say what it was never told. Bring rows of it, or split so that each part has some.',
  },
  'few-rows': {
    title: (_: object) => 'Few rows for so many columns',
    says: (a: { rows: number; columns: number; wanted: number }) =>
      `${counted(a.rows, 'training row')} for ${counted(a.columns, 'column')} to predict from; five for each, ${count(a.wanted)}, are the least, ten are usual.`,
    why: 'With few rows some columns go with the answer by chance, and a network finds those. Bring more rows, fewer columns or a small network, and trust its figures little.',
  },
  'few-to-judge': {
    title: (a: { parts: readonly { part: string }[] }) =>
      `Too few rows to ${list(a.parts.map(({ part }) => (part === 'test' ? 'test' : 'validate')))} on`,
    says: (a: {
      parts: readonly { part: string; rows: number; allRight: number }[]
      half: number
      classes: boolean
      wanted: number
    }) => {
      const rows = list(a.parts.map((one) => `${one.part} has ${counted(one.rows, 'row')}`))
      const [fewest] = [...a.parts].sort((x, y) => x.rows - y.rows)
      const unsure = a.classes
        ? `A share right is known to ± ${Math.round(100 * a.half)} points: were all ${count(fewest?.rows ?? 0)} told right, it may be ${Math.round(100 * (fewest?.allRight ?? 0))} % of new ones. For ± 10 points it takes ${count(a.wanted)}.`
        : `One row more or less changes the mean error of so few; ${count(a.wanted)} are a fair number.`
      return `${rows[0]?.toUpperCase()}${rows.slice(1)}. ${unsure}`
    },
    why: 'The figure of a part is that of its rows and, by chance, another for other rows of the same kind (95 % interval of Wilson, widest where half are right). Of so few, two networks cannot be told apart, nor one from guessing. Bring more rows, or give these parts a larger share in Split; and read the interval beside each figure.',
  },
  'few-in-all': {
    title: (_: object) => 'Too few rows',
    says: (a: { rows: number; wanted: number }) =>
      `${counted(a.rows, 'row')} in all parts together; under ${count(a.wanted)} there is little to learn from.`,
    why: 'What holds for a few rows by chance looks like a rule. Bring more rows before anything else: the learning curve in Overview says what more would bring.',
  },
  outliers: {
    title: (a: { column: string }) => `${quoted(a.column)} has values far off`,
    says: (a: { column: string; count: number; worst: string; median: string; low: string; high: string }) =>
      `${counted(a.count, 'row')} of ${quoted(a.column)} ${a.count === 1 ? 'lies' : 'lie'} far from all others: ${a.worst}, where most are ${a.low} to ${a.high} around ${a.median}.`,
    why: 'A slip of the keys can be a hundred times as large as what was meant. Scaling is then by the slip, squared errors are its errors, and the rest is pressed into one spot.',
  },
  'stand-in-values': {
    title: (a: { column: string }) => `${quoted(a.column)} has a number for "none"`,
    says: (a: { column: string; value: string; count: number; from: string; to: string }) =>
      `${counted(a.count, 'row')} of ${quoted(a.column)} ${a.count === 1 ? 'has' : 'have'} ${a.value}, all others ${a.from} to ${a.to}: it stands for a missing value, it seems.`,
    why: 'A network takes it for a measurement, and scaling is spoilt by it. Told as missing, it can be filled.',
  },
  'mixed-units': {
    title: (a: { column: string }) => `${quoted(a.column)} is in two units`,
    says: (a: {
      column: string
      count: number
      around: string
      rest: string
      factor: string
      unit: string
      others: string
    }) =>
      `${counted(a.count, 'row')} of ${quoted(a.column)} ${a.count === 1 ? 'lies' : 'lie'} around ${a.around}, the others around ${a.rest}: as ${a.unit} and ${a.others} do (a factor of ${a.factor}).`,
    why: 'The same size is two numbers then, and the network learns who wrote it down.',
  },
  spellings: {
    title: (a: { column: string }) => `${quoted(a.column)} spells one thing several ways`,
    says: (a: { column: string; count: number; groups: readonly (readonly string[])[]; more: number }) =>
      `${counted(a.count, 'row')} of ${quoted(a.column)} ${a.count === 1 ? 'has' : 'have'} another spelling of the same: ${a.groups.map(([into = '', ...from]) => `${list(from.slice(0, 4).map(quoted))} for ${quoted(into)}`).join('; ')}${a.more > 0 ? `; and ${count(a.more)} more` : ''}.`,
    why: 'To the network they are different things: each is learnt from fewer rows, and a class of its own gets an output of its own.',
  },
  'parts-differ': {
    title: (a: { column: string }) => `${quoted(a.column)} differs between training and test`,
    says: (a: { column: string; train: string; test: string; apart: number; p: number }) =>
      `${quoted(a.column)}: ${a.train} in the training part, ${a.test} in the test part; so different by chance ${a.p < 1e-6 ? 'less than once in a million times' : `once in ${count(1 / a.p)} times`}.`,
    why: 'The figures of the test part are of another kind of row than what was learnt. That may be what you want to know, as with later rows, or a mistake of the split.',
  },
  'group-across-parts': {
    title: (a: { column: string }) => `One ${quoted(a.column)} is in two parts`,
    says: (a: {
      column: string
      torn: number
      groups: number
      rows: number
      example: string
      alike?: { readonly column: string; readonly share: number }
    }) =>
      `${count(a.torn)} of ${count(a.groups)} values of ${quoted(a.column)} (${quoted(a.example)}, ...) have rows both in the training part and in those tested on: ${counted(a.rows, 'row')}.${a.alike ? ` Rows of one are alike: which one it is tells ${share(a.alike.share, 1)} of what varies in ${quoted(a.alike.column)}.` : ''}`,
    why: 'Rows of one of them are alike in what has nothing to do with the answer. The network knows it again, and its figures are better than they will be for a new one.',
  },
  'time-across-parts': {
    title: (a: { column: string }) => `Rows that are tested on lie between those learnt, by ${quoted(a.column)}`,
    says: (a: {
      column: string
      rows: number
      all: number
      alike: { readonly column: string; readonly share: number }
    }) =>
      `${count(a.rows)} of ${counted(a.all, 'row')} to judge on ${a.rows === 1 ? 'has' : 'have'} earlier and later rows in the training part, and neighbours in time are alike: when it was tells ${share(a.alike.share, 1)} of what varies in ${quoted(a.alike.column)}.`,
    why: 'Of a row between two that were learnt, most is known from its neighbours. The network will be used on what comes later and has no later neighbour: split by time, and the figures are of that.',
  },
}

export const findings = defineText('findings', english)

export type FindingCode = keyof typeof english
export type FindingArgs<C extends FindingCode> = Parameters<(typeof english)[C]['title']>[0] &
  Parameters<(typeof english)[C]['says']>[0]

/** What can be done about a finding, as its words need it. */
type Offer =
  | { readonly do: 'exclude'; readonly count: number }
  | { readonly do: 'drop' | 'ignore' | 'impute'; readonly column: string }
  | { readonly do: 'map'; readonly column: string; readonly to: Readonly<Record<string, string>> }
  | { readonly do: 'scale' | 'clear'; readonly column: string; readonly count: number }
  | { readonly do: 'split'; readonly by: 'random' | 'group' | 'time'; readonly column?: string }
  | { readonly do: 'weigh' }

/** What a button for it says, and what is told once it is done. */
export function remedyWords(offer: Offer): { readonly title: string; readonly done: string } {
  const both = (title: string, done: string) => ({ title, done })
  switch (offer.do) {
    case 'exclude':
      return both(`Leave out ${counted(offer.count, 'row')}`, `${counted(offer.count, 'row')} left out.`)
    case 'drop':
      return both('Drop the column', `${quoted(offer.column)} dropped.`)
    case 'ignore':
      return both('Do not predict from it', `${quoted(offer.column)} is not predicted from.`)
    case 'impute':
      return both(
        'Fill by the training rows',
        `Gaps in ${quoted(offer.column)} are filled by what the training rows have.`,
      )
    case 'map': {
      const spellings = Object.keys(offer.to).length
      return both(
        `Merge ${counted(spellings, 'spelling')}`,
        `${counted(spellings, 'spelling')} merged in ${quoted(offer.column)}.`,
      )
    }
    case 'scale':
      return both(
        `Convert ${counted(offer.count, 'row')}`,
        `${counted(offer.count, 'row')} of ${quoted(offer.column)} converted.`,
      )
    case 'clear':
      return both(
        `Take ${counted(offer.count, 'value')} for missing`,
        `${counted(offer.count, 'value')} of ${quoted(offer.column)} taken for missing.`,
      )
    case 'split': {
      const by = offer.by === 'random' ? 'at random' : `by ${quoted(offer.column ?? offer.by)}`
      return both(`Split ${by}`, `The rows are split ${by}.`)
    }
    case 'weigh':
      return both('Weigh the classes', 'Every class counts as much as the others.')
    default:
      return offer satisfies never
  }
}

/** The words of a finding. */
export function findingWords({ code, args }: { readonly code: FindingCode; readonly args: object }): {
  readonly title: string
  readonly says: string
  readonly why: string
} {
  const { title, says, why } = findings[code] as {
    title(args: object): string
    says(args: object): string
    why: string
  }
  return { title: title(args), says: says(args), why }
}
