//go:build pulumi

// Package cli pins the Go module of the Pulumi CLI, so that go.sum vouches for what is built.
package cli

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
