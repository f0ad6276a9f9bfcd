/** @file Texts of the lessons on neurons and on activations. */
import { defineText } from '../../../define'

export const neuronsLessonsText = defineText('gallery/lessons/neurons', {
  neuron: {
    title: 'Lesson: what a neuron does',
    about: 'One neuron draws one line. Find out how many neurons it takes to separate a ring from the ring around it.',
    reaches: '98.9% accuracy with 8 neurons in the hidden layer',
    goal: 'Separate the inner ring from the outer ring with an accuracy of at least 95% on the validation set.',
    parameters: {
      text: 'The layer Dense has one unit: one neuron. It has a weight for x, a weight for y, and one bias.',
      question: 'How many parameters does this network have?',
      hint: 'Weights and biases are parameters. Count them.',
    },
    one: {
      text: 'Press Train. The neuron looks for one straight line between the two rings.',
      question: 'How many points of the validation set does one neuron predict correctly?',
      choices: { half: 'about half', most: 'most', all: 'nearly all' },
      hint: 'Draw two rings on paper. Can one straight line separate them?',
    },
    layer: {
      text: 'One neuron has an accuracy of 47.8%. Add a Dense layer with 2 units and the activation ReLU before it.',
      question: 'How many parameters does the network have with this layer?',
      choices: { five: '5', nine: '9', thirteen: '13' },
      hint: 'Move to the wire before Dense, press +, and choose Dense. Set its units on the right.',
    },
    two: {
      text: 'Train again. Now two neurons draw two lines, and the last neuron combines them.',
      question: 'What is the accuracy with two neurons in the hidden layer?',
      hint: 'Two lines cut the plane into up to four parts. The inner ring needs a part of its own.',
    },
    four: {
      text: 'Two neurons reach 61.1%. Give the hidden layer 4 units, and train.',
      question: 'Is the accuracy above 90% with four neurons?',
      choices: { no: 'no', yes: 'yes' },
      why: 'Why do four lines work, and one does not?',
      hint: 'Select the new layer. Its units are on the right.',
    },
    extension: {
      text: 'Extension: four neurons reach 95.6%. Try 8 units, and train. Is every further neuron worth it?',
      hint: 'A network with 8 units has 33 parameters.',
    },
  },
  activations: {
    title: 'Lesson: why activations',
    about: 'Without an activation, two layers are no better than one. See it, then repair it with one setting.',
    reaches: '100% accuracy with ReLU, and 53.3% without an activation',
    goal: 'Separate the two classes of the XOR pattern with an accuracy of at least 90% on the validation set.',
    linear: {
      text: 'The hidden layer has the activation Linear: it only multiplies and adds. Press Train.',
      question: 'What is the accuracy without an activation?',
      choices: { half: 'about half', most: 'more than 60%' },
      hint: 'Look at the points on the Data page. Opposite corners have the same class.',
    },
    deeper: {
      text: 'The accuracy is 53.3%. Add a second Dense layer with 8 units and the activation Linear, and train.',
      question: 'Does a second linear layer help?',
      choices: { no: 'no, the accuracy stays below 60%', yes: 'yes, it is above 60%' },
      why: 'Why is a chain of linear layers no better than one?',
      hint: 'Move to the wire before the last Dense layer, press +, and choose Dense.',
    },
    relu: {
      text: 'Set the activation of both hidden layers to ReLU, and train. ReLU turns negative numbers into 0.',
      question: 'What is the accuracy with ReLU?',
      hint: 'Select both hidden layers. The activation is on the right.',
    },
    sigmoid: {
      text: 'Set the activation of both hidden layers to Sigmoid, and train.',
      question: 'Does the loss fall as fast as with ReLU? Sketch it.',
      why: 'Compare both curves on the Train page. What is different?',
      hint: 'A sigmoid is nearly flat for large numbers, so its gradients are small.',
    },
    extension: {
      text: 'Extension: sigmoid reaches 94.4%. Delete the second hidden layer, set ReLU again, and train.',
      hint: 'Select the layer and press Delete. Connect the layers again if needed.',
    },
  },
})
