/**
 * @file Phrases of the simulated support tickets: openers, sentences with their categories, and closers with their
 * urgency.
 */

export const OPENERS = ['Hello,', 'Hi there.', 'Good morning,', 'Dear team,', 'To whom it may concern:', ''] as const

export const PRODUCTS = ['Lamp', 'Kettle', 'Desk', 'Chair', 'Speaker', 'Charger', 'Blender', 'Router'] as const

/** Sentences, each with its weight in every category where it occurs. */
export const SENTENCES: readonly {
  readonly words: string
  readonly about: Readonly<Partial<Record<'billing' | 'delivery' | 'login' | 'returns' | 'product' | 'refund', number>>>
}[] = [
  { words: 'my card was charged twice for order {number}.', about: { billing: 3 } },
  { words: 'the invoice for the {product} shows the wrong amount.', about: { billing: 3 } },
  { words: 'please change the address on invoice {number}.', about: { billing: 2, delivery: 0.5 } },
  { words: 'I want my money back for the {product}.', about: { refund: 3, returns: 1 } },
  { words: 'when do I get the refund for order {number}?', about: { refund: 2, returns: 1 } },
  { words: 'why does the {product} cost more in the basket than on its page?', about: { billing: 1.5, product: 0.5 } },
  { words: 'my parcel {number} has not arrived yet.', about: { delivery: 3 } },
  { words: 'the tracking of the {product} has not moved for days.', about: { delivery: 3 } },
  { words: 'the driver left the {product} at the wrong door.', about: { delivery: 2 } },
  { words: 'can you send order {number} to another address?', about: { delivery: 2 } },
  { words: 'the {product} came broken out of its box.', about: { delivery: 1, returns: 1.5, product: 0.5 } },
  { words: 'where is it? I ordered the {product} two weeks ago.', about: { delivery: 2 } },
  { words: 'I cannot log in, it says my password is wrong.', about: { login: 3 } },
  { words: 'the link to reset my password never comes.', about: { login: 3 } },
  { words: 'my account {number} is locked.', about: { login: 3, billing: 0.5 } },
  { words: 'the code on my phone is not accepted.', about: { login: 2 } },
  { words: 'I have a new phone and cannot get into my account.', about: { login: 2 } },
  { words: 'how do I send the {product} back?', about: { returns: 3 } },
  { words: 'I need a label to return order {number}.', about: { returns: 3 } },
  { words: 'the {product} does not fit, may I exchange it?', about: { returns: 2, product: 0.5 } },
  { words: 'I sent the {product} back and heard nothing since.', about: { returns: 2, refund: 1 } },
  { words: 'does the {product} work with 110 volts?', about: { product: 3 } },
  { words: 'the {product} stops after five minutes.', about: { product: 2, returns: 1 } },
  { words: 'is there a manual for the {product}?', about: { product: 3 } },
  { words: 'which {product} is the quiet one?', about: { product: 2 } },
  {
    words: 'it is about order {number}, please call me.',
    about: { billing: 0.5, delivery: 0.7, returns: 0.5, product: 0.3 },
  },
  { words: 'nothing works.', about: { login: 0.7, product: 0.7 } },
]

export const CLOSERS = [
  { words: 'Thank you.', urgent: 0.1 },
  { words: 'Best regards', urgent: 0.1 },
  { words: 'Please help soon.', urgent: 0.5 },
  { words: 'This is urgent!', urgent: 0.8 },
  { words: 'I need it today.', urgent: 0.7 },
  { words: '', urgent: 0.2 },
] as const
