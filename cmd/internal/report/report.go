// Package report turns an assessment into files and screens for people and programs.
package report
