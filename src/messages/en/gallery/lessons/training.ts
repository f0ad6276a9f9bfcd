/** @file Texts of the lessons on the learning rate and on overfitting. */
import { defineText } from '../../../define'

export const trainingLessonsText = defineText('gallery/lessons/training', {
  rate: {
    title: 'Lesson: learning rate',
    about: 'Too small, too large, or right: one setting decides whether a network learns. Try four values and compare.',
    reaches: '98.9% accuracy with a learning rate of 1',
    goal: 'Try at least four learning rates, and reach an accuracy of at least 95% on the validation set.',
    small: {
      text: 'The learning rate is 0.001: each step changes the weights very little. Sketch the loss, then press Train.',
      question: 'How does the training loss change with a learning rate of 0.001?',
      hint: 'The steps are small, so the weights hardly move. What does that mean for the loss?',
    },
    medium: {
      text: 'The loss is still 0.725 after 60 epochs. Set the learning rate to 0.1, and train.',
      question: 'What is the accuracy with a learning rate of 0.1?',
      hint: 'The learning rate is in the line of settings at the top.',
    },
    large: {
      text: 'The accuracy is 83.3%. Now take a very large learning rate: set it to 30, and train.',
      question: 'What happens with a learning rate of 30?',
      choices: { fast: 'it learns faster, to more than 95%', worse: 'it gets worse than 83%', same: 'about the same' },
      why: 'What do steps that are too large do to the weights?',
      hint: 'Each step is so large that it jumps over the valley of the loss.',
    },
    good: {
      text: 'It predicts only 50.0% correctly, as by guessing. Find a learning rate that reaches 95%, and train.',
      question: 'Which learning rate works?',
      choices: { low: 'less than 0.1', middle: 'from 0.1 to 5', high: 'more than 5' },
      hint: 'Look between 0.1 and 30. Change it by a factor of ten.',
    },
    extension: {
      text: 'Extension: choose the optimizer Adam with a learning rate of 0.02, and train. Adam adapts its steps.',
      hint: 'The optimizer is in the line of settings at the top, next to the learning rate.',
    },
  },
  overfitting: {
    title: 'Lesson: overfitting',
    about: 'A large network learns 20 points by heart, and fails on new ones. See it, stop it early, and cure it.',
    reaches: '100% accuracy with 200 points, and 78.9% with 20',
    goal: 'Reach an accuracy of at least 95% on the validation set.',
    heart: {
      text: 'The network has 4,417 parameters and only 20 training points. Sketch the validation loss, then train.',
      question: 'How does the validation loss change over 100 epochs?',
      hint: 'The validation set has points that the network has not seen.',
    },
    gap: {
      text: 'The validation loss has risen to 2.01. Open the Train page, and compare both losses.',
      question: 'Which loss is lower at the end?',
      choices: { training: 'training loss', validation: 'validation loss' },
      why: 'What did the network learn, if it is perfect on the training set only?',
      hint: 'Click Train in the tabs at the top. One curve falls, the other rises.',
    },
    early: {
      text: 'Turn on early stopping for the validation loss, with a patience of 5, and train.',
      question: 'When does the run stop?',
      choices: { before: 'before epoch 50', later: 'at epoch 50 or later' },
      hint: 'Early stopping is in the line of settings at the top. Restore the best weights.',
    },
    more: {
      text: 'Early stopping raised the accuracy from 78.9% to 83.3%. Train on 200 points instead of 20.',
      question: 'What is the accuracy with 200 training points?',
      hint: 'Click Data in the line of settings at the top, and use 200 training examples.',
    },
    extension: {
      text: 'Extension: go back to 20 points, and use one hidden layer with 4 units. Does a small network overfit less?',
      hint: 'Delete one hidden layer, and set the units of the other. A network with 4 units has 17 parameters.',
    },
  },
})
