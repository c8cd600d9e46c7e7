// Package examples is empty: below it stand programs that load the strategies of
// real cities and print them, and evaluate, which does so for the folder of any
// city. They show how a service uses the library.
package examples
