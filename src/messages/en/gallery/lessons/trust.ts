/** @file Texts of the lessons on explanations, fairness, uncertainty, and attacks. */
import { defineText } from '../../../define'

const YES_NO = { no: 'no', yes: 'yes' }

export const trustLessonsText = defineText('gallery/lessons/trust', {
  why: {
    title: 'Lesson: why did it say that?',
    about: 'A network names the species of a penguin. Find out which measurement decided, and what would change it.',
    reaches: '100% accuracy on the validation set',
    goal: 'Train the network to an accuracy of at least 95%, and explain what it depends on.',
    train: {
      text: 'The network reads six columns, such as the beak length, and names one of three species. Press Train.',
      question: 'What is the accuracy on the validation set?',
      hint: 'The species differ clearly in size and in the form of the beak.',
    },
    one: {
      text: 'Open a penguin on the Evaluate page, and press "Why this prediction?". Bars show what each column adds.',
      question: 'Which column counts most for an Adelie?',
      choices: { beak: 'Beak Length (mm)', mass: 'Body Mass (g)', island: 'Island' },
      hint: 'On Evaluate, click an example to open it. Its longest bar is the answer.',
    },
    all: {
      text: 'One penguin is not all penguins. On Evaluate > Explanations, compute the importance of all columns.',
      question: 'Which column matters most for all penguins?',
      choices: { beak: 'Beak Length (mm)', sex: 'Sex', other: 'another column' },
      why: 'Shuffling this column lowers the accuracy by 0.215. Why does that show that it matters?',
      hint: 'A column is shuffled, and the network predicts again.',
    },
    change: {
      text: 'Open a penguin, and find the smallest change for which the network names another species.',
      question: 'How many columns must change for your penguin?',
      choices: { one: '1', two: '2', more: 'more than 2' },
      hint: 'In the open example, look for "What would change it".',
    },
    extension: {
      text: 'Extension: delete the hidden layer, and train. Is the network still right? Then explain a penguin again.',
      hint: 'Select the hidden layer and press Delete. Connect the layers again if needed.',
    },
  },
  fair: {
    title: 'Lesson: data and fairness',
    about:
      'Loan decisions of the past were unfair to one group. A network learns that, too. Measure it, and reduce it.',
    reaches: 'a gap of 0.10 between the groups instead of 0.41',
    goal: 'Reduce the difference between the approval rates of both groups to less than 20 points.',
    train: {
      text: 'The network learns from 1,000 past decisions on loans. Open the Data page first if you like, then press Train.',
      question: 'What is the accuracy on the validation set?',
      hint: 'The accuracy compares with past decisions. Were these fair?',
    },
    gap: {
      text: 'The accuracy is 81.2%. On Evaluate > Groups, compare the approval rates by the column group.',
      question: 'Which difference do you expect between the groups A and B?',
      choices: { none: 'less than 10 points', some: '10 to 30 points', large: 'more than 30 points' },
      why: 'Nobody told the network to be unfair. Where does the difference come from?',
      hint: 'Choose the column group, and compute the rates.',
    },
    weigh: {
      text: 'Under Data > Split > Balance, balance the groups of the column group. Train again.',
      question: 'Does the accuracy on past decisions rise?',
      choices: { down: 'no, it falls', up: 'yes' },
      hint: 'Examples that are rare in the old decisions now get a higher weight.',
    },
    again: {
      text: 'The accuracy fell to 76.8%. Compute the rates of the groups again.',
      question: 'How large is the difference between the groups now?',
      hint: 'The value is a share of all people in a group: 1 would be everyone.',
    },
    extension: {
      text: 'Extension: without balance, train on decisions without bias. Compare the accuracy.',
      hint: 'Turn off Balance. Click Data in the line of settings at the top, and set the strength of the bias to 0.',
    },
  },
  sure: {
    title: 'Lesson: is it really better?',
    about: 'One run is better than another by chance. Learn to tell luck from progress with intervals and seeds.',
    reaches: 'from 95.3% to 97.7% accuracy with nothing changed but the seed',
    goal: 'Compare two runs, and train with at least four different seeds.',
    first: {
      text: 'The network decides whether a tumor is benign or malignant. The validation set has 86 rows. Press Train.',
      question: 'What is the accuracy on the validation set?',
      hint: 'The default settings are good for this dataset.',
    },
    second: {
      text: 'The accuracy is 94.2%. Train only 3 epochs instead of 40. This sounds worse.',
      question: 'Is the accuracy higher after only 3 epochs?',
      choices: YES_NO,
      hint: 'Click Epochs in the line of settings at the top.',
    },
    compare: {
      text: 'It is 96.5%. On Evaluate > Comparison, compare both runs on the same rows.',
      question: 'Can the difference be chance? Does its 95% interval include 0?',
      choices: { chance: 'yes, it includes 0', real: 'no, it is above 0' },
      why: 'Only 4 of 86 rows differ between both runs. What does p = 0.625 say?',
      hint: 'Choose the other run in the list.',
    },
    seeds: {
      text: 'Stay at 3 epochs, and train with at least four seeds. A seed decides the first weights.',
      question: 'Do all seeds give the same accuracy?',
      choices: { same: 'yes', differ: 'no' },
      hint: 'The seed is in the line of settings at the top. Use 8, 9, 10, and 11.',
    },
    extension: {
      text: 'Extension: the accuracies reach from 95.3% to 97.7%. Compare two seeds. Is one really better?',
      hint: 'Use Evaluate > Comparison again.',
    },
  },
  fool: {
    title: 'Lesson: fool a network',
    about: 'Change an image so little that people hardly see it, and a network reads another digit. Then defend it.',
    reaches: 'from 88.5% to 2.0% correct under an attack of strength 0.2',
    goal: 'Attack the network, and train one that resists better: an accuracy of at least 85% without attack.',
    train: {
      text: 'This network recognizes digits of 8 by 8 pixels. Press Train.',
      question: 'What is the accuracy without an attack?',
      hint: 'It has no hidden layer, so it only weighs pixels.',
    },
    weak: {
      text: 'On Evaluate > Robustness, attack it with FGSM and a strength of 0.1. Each pixel moves by at most 0.1.',
      question: 'How much of its accuracy is left?',
      choices: { most: 'more than 60%', half: '20% to 60%', none: 'less than 20%' },
      why: 'The attack follows the gradient. Why does that find the weak spots?',
      hint: 'Choose the attack FGSM, and set its strength.',
    },
    strong: {
      text: 'Of 200 digits, 42.5% are still correct, instead of 88.5%. Now attack with a strength of 0.2.',
      question: 'How much accuracy is left with a strength of 0.2?',
      hint: 'Look at the fooled images. Would you still read the right digit?',
    },
    defend: {
      text: 'Only 2.0% are left. Add adversarial training under Data > Augment, and train for 30 epochs.',
      question: 'Does the network now resist more than 42.5% of the attacks of strength 0.1?',
      choices: YES_NO,
      hint: 'Train first. Then attack again with FGSM and a strength of 0.1.',
    },
    extension: {
      text: 'Extension: now 70.0% resist, and 88.1% are correct without attack. Try the attack One pixel. How many digits can one single pixel change?',
      hint: 'It is on the list of attacks, next to FGSM.',
    },
  },
})
