/** @file Texts of the lessons on images and on text. */
import { defineText } from '../../../define'

export const inputsLessonsText = defineText('gallery/lessons/inputs', {
  filters: {
    title: 'Lesson: images and filters',
    about: 'A filter slides over an image and looks for one small pattern. Four filters beat a network without them.',
    reaches: '93.7% accuracy with four filters, and 87.4% without',
    goal: 'Recognize the digits with a convolution and an accuracy of at least 92% on the validation set.',
    plain: {
      text: 'An image is a grid of 8 by 8 numbers. This network has one weight for each pixel and digit. Press Train.',
      question: 'What is the accuracy of a network that only weighs pixels?',
      hint: 'There are ten digits, so guessing is correct for one digit in ten.',
    },
    conv: {
      text: 'The accuracy is 87.4%. Add a Conv 2D layer before Flatten, with 4 filters, kernel size 3, and ReLU.',
      question: 'How many weights does one filter of size 3 by 3 have?',
      choices: { three: '3', nine: '9 and a bias', image: '64, one for each pixel' },
      hint: 'Move to the wire before Flatten, press +, and choose Conv 2D. Set its parameters on the right.',
    },
    train: {
      text: 'The filters slide over all places, and share their weights. Train again.',
      question: 'Is the accuracy above 90% with four filters?',
      choices: { no: 'no', yes: 'yes' },
      why: 'Why does it help to use the same filter at every place?',
      hint: 'A stroke looks the same on the left and on the right.',
    },
    look: {
      text: 'Open the Evaluate page. Which digits are confused with each other?',
      question: 'Are more than 20 digits of the validation set wrong?',
      choices: { no: 'no', yes: 'yes' },
      hint: 'The table shows the true class of each row, and the predicted class of each column.',
    },
    extension: {
      text: 'Extension: the accuracy is 93.7%. Use 8 filters instead of 4, and train.',
      hint: 'Twice the filters give twice the numbers after Flatten.',
    },
  },
  words: {
    title: 'Lesson: text as numbers',
    about: 'A network reads numbers. Turn words into vectors, and find out how long a vector must be.',
    reaches: '86.6% accuracy with 16 numbers for each word, and 57.8% with 2',
    goal: 'Sort the support tickets by topic with an accuracy of at least 80% on the validation set.',
    data: {
      text: 'Open the Data page, and read some tickets. Each word gets a number from a vocabulary.',
      question: 'What happens to a word that is not in the vocabulary?',
      choices: { unknown: 'It gets the number for unknown words', removed: 'Its ticket is removed' },
      hint: 'The vocabulary has the 300 most common words.',
    },
    two: {
      text: 'The layer Words gives each word a vector of 2 numbers. Open the Build page, and press Train.',
      question: 'What is the accuracy with 2 numbers for each word?',
      hint: 'There are five topics, so guessing is correct for one ticket in five.',
    },
    sixteen: {
      text: 'The accuracy is 57.8%. Give each word 16 numbers: set the output size of Words to 16, and train.',
      question: 'Is the accuracy above 80% with 16 numbers for each word?',
      choices: { no: 'no', yes: 'yes' },
      why: 'What can longer vectors express that short ones cannot?',
      hint: 'Select the layer Words. Its output size is on the right.',
    },
    size: {
      text: 'It is 86.6% now. Look at the number of parameters of the network.',
      question: 'Where are most of its 4,917 parameters?',
      choices: { words: 'in the layer Words', dense: 'in the layer Dense' },
      why: 'Multiply: 302 numbers for words, times 16. What is the rest?',
      hint: 'Select each layer, and read its parameters. Then open the Evaluate page.',
    },
    extension: {
      text: 'Extension: give each word 64 numbers, and train. Is a longer vector always better?',
      hint: 'Compare the validation accuracy of both runs on the Train page.',
    },
  },
})
