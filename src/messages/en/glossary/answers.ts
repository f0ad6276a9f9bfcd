/** @file Answers to what people ask in the search: a question in their words, other words for it, and what to do. */
import { defineText } from '../../define'

export const answersText = defineText('glossary/answers', {
  lossNaN: {
    question: 'My loss is NaN',
    also: 'not a number infinity inf diverges explodes exploding broken',
    answer:
      'The weights grew until the numbers overflowed. Use a learning rate ten times smaller, scale the inputs, or clip the gradients.',
  },
  lossFlat: {
    question: 'My loss does not fall',
    also: 'stuck flat does not learn not learning nothing happens not decreasing plateau',
    answer:
      'First check whether the network can learn one batch by heart. If it can, try learning rates ten times larger and smaller.',
  },
  lossJumps: {
    question: 'My loss jumps up and down',
    also: 'noisy unstable oscillates zigzag spikes',
    answer: 'The learning rate is too high for this batch size. Use a smaller rate, or larger batches.',
  },
  overfitting: {
    question: 'Validation is worse than training',
    also: 'overfitting overfit generalize gap memorizes val loss increases',
    answer:
      'The network learns its training examples by heart. Use more data or augmentation, dropout, fewer units, or early stopping.',
  },
  sameClass: {
    question: 'It always predicts the same class',
    also: 'only one class constant prediction every answer identical imbalance majority',
    answer: 'Often one class has most examples. Look at the classes, then balance them on the Split tab.',
  },
  lowAccuracy: {
    question: 'My accuracy is too low',
    also: 'improve better results bad poor performance score increase',
    answer:
      'See which mistakes are made before you change the network. Often they show wrong labels or missing examples.',
  },
  suspicious: {
    question: 'My accuracy is too good to be true',
    also: '100% 99% perfect leakage cheating suspicious',
    answer:
      'A column may give the answer away, or the same example may be in two sets. The data report looks for both.',
  },
  slow: {
    question: 'Training is too slow',
    also: 'speed faster slow takes long gpu webgpu performance time',
    answer: 'See which backend is fastest on this device, and color the layers by their cost.',
  },
  memory: {
    question: 'Training runs out of memory',
    also: 'memory crash out of memory oom ram too large',
    answer: 'Use smaller batches: memory grows with the batch size. The machine page shows what is used.',
  },
  learningRates: {
    question: 'Try several learning rates',
    also: 'sweep tune hyperparameter search compare rates best learning rate',
    answer: 'Train once per learning rate with the same seed, then compare the runs on the Train page.',
  },
  howLong: {
    question: 'How many epochs should I train?',
    also: 'when stop early stopping epochs number how long',
    answer: 'Until the validation loss no longer falls. Early stopping does this for you and keeps the best epoch.',
  },
  whichLayers: {
    question: 'Which layers do I need?',
    also: 'architecture design which network start layer types build choose',
    answer:
      'Convolutions for images, dense layers for tables, embedding or recurrent layers for text and series. An example of your kind of data is a good start.',
  },
  needNetwork: {
    question: 'Do I need a neural network at all?',
    also: 'baseline simple model linear tree compare alternative regression',
    answer: 'Compare with simple models on the same split. If one is as good, use it.',
  },
  enoughData: {
    question: 'Do I have enough data?',
    also: 'more data how many examples images rows learning curve collect',
    answer: 'The learning curve on the data report estimates what more examples of the same kind would bring.',
  },
  wrongLabels: {
    question: 'Some labels are wrong',
    also: 'label errors mislabeled noise relabel fix labels correct',
    answer: 'Evaluate lists the examples whose label the network doubts most. You can relabel them there.',
  },
  missing: {
    question: 'My data has missing values',
    also: 'empty cells nan null blank impute fill',
    answer: 'The data report finds them and offers to fill or leave out these rows.',
  },
  ownData: {
    question: 'Use my own data',
    also: 'import csv upload file images folder excel parquet zip load',
    answer: 'Drop a CSV, Excel, or Parquet file, or a zip of images, on the Data page. It stays on this device.',
  },
  camera: {
    question: 'Take pictures with the camera',
    also: 'webcam collect photo microphone draw own images record',
    answer: 'Collect images class by class with the camera or the drawing pad, on the Data page.',
  },
  predictOwn: {
    question: 'Try it on my own input',
    also: 'predict test own example draw digit type sentence try input',
    answer: 'Draw, type, or set the values at the input node on the Build page. The answer shows at the output.',
  },
  why: {
    question: 'Why did it predict that?',
    also: 'explain explanation reason heat map shapley grad-cam important feature',
    answer: 'Evaluate explains single predictions and says how far each explanation can be trusted.',
  },
  sure: {
    question: 'How sure is it?',
    also: 'confidence certainty probability calibration uncertainty trust',
    answer: 'Certainty compares what the network claims with how often it is right.',
  },
  fair: {
    question: 'Is it fair?',
    also: 'bias discrimination groups gender fairness model unfair',
    answer: 'Groups compares error rates between groups, with the number of examples behind each.',
  },
  fooled: {
    question: 'Can it be fooled?',
    also: 'attack adversarial robust noise hack',
    answer: 'Robustness attacks the network, and shows accuracy against the strength of the attack.',
  },
  better: {
    question: 'Which of two runs is better?',
    also: 'compare significant difference by chance luck versus a b',
    answer: 'Comparison judges both on the same examples, and says if the difference could be chance.',
  },
  threshold: {
    question: 'A miss costs more than a false alarm',
    also: 'cost threshold precision recall false positive false negative cutoff',
    answer: 'Set both costs on Results. The cheapest threshold becomes part of the saved model.',
  },
  testSet: {
    question: 'When may I use the test set?',
    also: 'sealed test final score look holdout',
    answer: 'Once, at the end, when nothing will be chosen by it anymore. Netloom counts each look.',
  },
  repeat: {
    question: 'Get the same result again',
    also: 'reproduce reproducible seed random deterministic same different each time',
    answer: 'The same seed, data, and settings give the same weights. The seed is in the line of settings.',
  },
  back: {
    question: 'Go back to an earlier state',
    also: 'undo restore version history lost deleted recover mistake',
    answer: 'Undo goes back step by step, also after a reload. Saved versions keep whole projects.',
  },
  saved: {
    question: 'Is my work saved?',
    also: 'save cloud lost storage browser where upload privacy',
    answer: 'Everything is saved in this browser as you work. Nothing is uploaded. Export the project file as a copy.',
  },
  share: {
    question: 'Share my project',
    also: 'send link export colleague teacher friend email',
    answer: 'Copy a link without data, or export the project file with data, from the project menu.',
  },
  exportModel: {
    question: 'Use the model outside of Netloom',
    also: 'export python keras deploy server download tfjs',
    answer: 'Save the model, then export it: weights, Python, and a model server in one zip file.',
  },
  print: {
    question: 'Print',
    also: 'printer paper pdf picture image poster slides screenshot',
    answer: 'Save the canvas as an image and print it. The glossary has a Print button of its own.',
  },
  present: {
    question: 'Show it to a class',
    also: 'projector present full screen large type beamer teacher',
    answer: 'Present mode uses large type and hides what an audience does not need.',
  },
  lesson: {
    question: 'Make a lesson',
    also: 'teacher students exercise goal homework task class worksheet',
    answer: 'A lesson is a project with a goal and steps. Learners open it from a link, without an account.',
  },
  offline: {
    question: 'Work without internet',
    also: 'offline install airplane network',
    answer: 'After the first visit, Netloom works offline. This machine shows what is stored.',
  },
  drift: {
    question: 'It works in training but not in production',
    also: 'drift production worse over time changed requests serving skew',
    answer: 'Requests may differ from the training data. Drift compares their distributions and says what changed.',
  },
  rollOut: {
    question: 'Release a new version safely',
    also: 'canary rollout deploy rollback release champion challenger',
    answer: 'A canary gives the new version a few percent of the requests, and rolls back if it is worse.',
  },
  alerts: {
    question: 'I get too many alerts',
    also: 'noisy page pager ticket alarm fatigue slo objective',
    answer: 'Alert on how fast the error budget burns, not on single errors. Objectives shows what each rule would do.',
  },
})

export const questionWords = defineText('glossary/answers/words', {
  /** Words that occur in any question and say nothing about it. */
  ignored:
    'a am an and are be can do does for from get gets how i if in is it its me my of on or so that the there this to too use we what when why with you your',
})
