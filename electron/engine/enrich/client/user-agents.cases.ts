import type { Client, ClientKind } from './client.ts';

/**
 * User agents and what they are to be read as, written by hand in the forms that clients are known to send. Two lines each: the text,
 * then kind | client | version | system | its version | device; `-` is null. `#` starts a heading.
 */
const TEXT = String.raw`
# AWS CLI 1
aws-cli/1.3.2 Python/2.7.5 Windows/7
cli | AWS CLI | 1.3.2 | Windows | 7 | -
aws-cli/1.10.1 Python/2.7.9 Darwin/15.6.0 botocore/1.3.23
cli | AWS CLI | 1.10.1 | macOS | 10.11 | -
aws-cli/1.14.9 Python/2.7.14 Linux/4.9.76-3.78.amzn1.x86_64 botocore/1.8.13
cli | AWS CLI | 1.14.9 | Linux | 4.9.76 (Amazon Linux) | -
aws-cli/1.16.310 Python/3.7.4 Darwin/18.7.0 botocore/1.13.46
cli | AWS CLI | 1.16.310 | macOS | 10.14 | -
aws-cli/1.18.69 Python/3.8.10 Linux/5.4.0-1060-aws botocore/1.16.19
cli | AWS CLI | 1.18.69 | Linux | 5.4 (Ubuntu) | -
aws-cli/1.18.147 Python/2.7.18 Linux/4.14.198-152.320.amzn2.x86_64 botocore/1.18.6
cli | AWS CLI | 1.18.147 | Linux | 4.14.198 (Amazon Linux 2) | -
aws-cli/1.19.112 Python/2.7.18 Linux/4.4.0-159-generic botocore/1.20.112
cli | AWS CLI | 1.19.112 | Linux | 4.4 (Ubuntu) | -
aws-cli/1.22.34 Python/3.10.6 Linux/5.15.0-1026-aws botocore/1.23.34
cli | AWS CLI | 1.22.34 | Linux | 5.15 (Ubuntu) | -
aws-cli/1.27.89 Python/3.10.10 Windows/10 botocore/1.29.89
cli | AWS CLI | 1.27.89 | Windows | 10 | -
aws-cli/1.29.62 md/Botocore#1.31.62 ua/2.0 os/linux#6.1.55-75.123.amzn2023.x86_64 md/arch#x86_64 lang/python#3.9.16 md/pyimpl#CPython cfg/retry-mode#legacy botocore/1.31.62
cli | AWS CLI | 1.29.62 | Linux | 6.1.55 (Amazon Linux 2023) | -
aws-cli/1.32.10 md/Botocore#1.34.10 ua/2.0 os/windows#2019Server md/arch#amd64 lang/python#3.11.5 md/pyimpl#CPython cfg/retry-mode#legacy botocore/1.34.10
cli | AWS CLI | 1.32.10 | Windows | Server 2019 | -
[aws-cli/1.18.69 Python/3.8.10 Linux/5.11.0-1022-aws botocore/1.16.19]
cli | AWS CLI | 1.18.69 | Linux | 5.11 (Ubuntu) | -
aws-cli/1.25.60 Python/3.9.13 FreeBSD/13.1-RELEASE botocore/1.27.59
cli | AWS CLI | 1.25.60 | FreeBSD | 13.1 | -
aws-cli/1.16.96 Python/2.7.13 CYGWIN_NT-10.0/2.11.2(0.329/5/3) botocore/1.12.86
cli | AWS CLI | 1.16.96 | Windows | 10 | -

# AWS CLI 2
aws-cli/2.0.30 Python/3.7.3 Linux/4.19.104-microsoft-standard botocore/2.0.0dev34
cli | AWS CLI | 2.0.30 | Linux | 4.19.104 (WSL) | -
aws-cli/2.1.29 Python/3.8.8 Linux/5.4.95-42.163.amzn2.x86_64 exec-env/CloudShell exe/x86_64.amzn.2 prompt/off command/sts.get-caller-identity
cli | AWS CLI | 2.1.29 | Linux | 5.4.95 (Amazon Linux 2) | cloud shell
aws-cli/2.4.23 Python/3.8.8 Windows/10 exe/AMD64 prompt/off command/iam.list-users
cli | AWS CLI | 2.4.23 | Windows | 10 | -
aws-cli/2.9.4 Python/3.9.11 Windows/10 exe/AMD64 prompt/off
cli | AWS CLI | 2.9.4 | Windows | 10 | -
aws-cli/2.11.2 Python/3.11.2 Darwin/22.3.0 exe/x86_64 prompt/off command/s3.cp
cli | AWS CLI | 2.11.2 | macOS | 13 | -
aws-cli/2.13.0 Python/3.11.4 Darwin/20.6.0 source/x86_64 prompt/off command/ec2.describe-instances
cli | AWS CLI | 2.13.0 | macOS | 11 | -
aws-cli/2.13.25 Python/3.11.5 Linux/6.1.52-71.125.amzn2023.x86_64 exe/x86_64.amzn.2023 prompt/off command/s3.ls
cli | AWS CLI | 2.13.25 | Linux | 6.1.52 (Amazon Linux 2023) | -
aws-cli/2.15.15 Python/3.11.6 Windows/11 exe/AMD64 prompt/off command/s3.ls
cli | AWS CLI | 2.15.15 | Windows | 11 | -
aws-cli/2.15.30 Python/3.11.8 Windows/2022Server exe/AMD64 prompt/off command/ec2.run-instances
cli | AWS CLI | 2.15.30 | Windows | Server 2022 | -
aws-cli/2.15.10 Python/3.11.7 Darwin/23.3.0 source/arm64 prompt/off command/eks.update-kubeconfig
cli | AWS CLI | 2.15.10 | macOS | 14 | -
aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/macos#24.1.0 md/arch#arm64 lang/python#3.11.9 md/pyimpl#CPython cfg/retry-mode#standard md/installer#source md/prompt#off md/command#sts.get-caller-identity
cli | AWS CLI | 2.17.20 | macOS | 15 | -
aws-cli/2.22.35 md/awscrt#0.23.4 ua/2.0 os/linux#6.1.119-129.201.amzn2023.x86_64 md/arch#x86_64 lang/python#3.12.6 md/pyimpl#CPython exec-env/CloudShell cfg/retry-mode#standard md/installer#exe md/distrib#amzn.2023 md/prompt#off md/command#sts.get-caller-identity
cli | AWS CLI | 2.22.35 | Linux | 6.1.119 (Amazon Linux 2023) | cloud shell
aws-cli/2.24.1 md/awscrt#0.23.8 ua/2.0 os/linux#6.11.0-14-generic md/arch#x86_64 lang/python#3.12.6 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/distrib#ubuntu.24 md/prompt#off md/command#iam.create-user
cli | AWS CLI | 2.24.1 | Linux | 6.11 (Ubuntu) | -
aws-cli/2.27.50 md/awscrt#0.26.1 ua/2.1 os/windows#11 md/arch#amd64 lang/python#3.13.4 md/pyimpl#CPython m/N,b,E cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#s3.ls
cli | AWS CLI | 2.27.50 | Windows | 11 | -
aws-cli/2.31.35 md/awscrt#0.28.4 ua/2.1 os/linux#6.1.21.2-microsoft-standard-WSL2+ md/arch#x86_64 lang/python#3.13.9 md/pyimpl#CPython m/Z,b,E,C,N cfg/retry-mode#standard md/installer#exe md/distrib#debian.12 md/prompt#off md/command#s3.ls
cli | AWS CLI | 2.31.35 | Linux | 6.1.21 (Debian) | -
aws-cli/2.28.0 md/awscrt#0.27.2 ua/2.1 os/macos#25.0.0 md/arch#arm64 lang/python#3.13.5 md/pyimpl#CPython m/b,Z cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#s3.sync
cli | AWS CLI | 2.28.0 | macOS | 26 | -
[aws-cli/2.36.17 md/awscrt#0.36.0 ua/2.1 os/linux#6.19.14+kali-amd64 md/arch#x86_64 lang/python#3.14.6 md/pyimpl#CPython m/Z,g,E,C,b cfg/retry-mode#standard md/installer#exe sid/4c55b1738b6d md/distrib#kali.2026 md/prompt#off md/command#s3.ls]
cli | AWS CLI | 2.36.17 | Linux | 6.19.14 (Kali) | -
aws-cli/2.15.22 Python/3.11.8 Linux/5.15.0-94-generic exe/x86_64.debian.12 prompt/off command/ssm.start-session
cli | AWS CLI | 2.15.22 | Linux | 5.15 (Debian) | -
aws-cli/2.12.1 Python/3.11.4 Linux/6.3.8-200.fc38.x86_64 source/x86_64.fedora.38 prompt/off command/s3.ls
cli | AWS CLI | 2.12.1 | Linux | 6.3.8 (Fedora) | -
aws-cli/2.12.1 Python/3.11.4 Linux/6.4.1-arch2-1 source/x86_64.arch prompt/off command/s3.ls
cli | AWS CLI | 2.12.1 | Linux | 6.4.1 (Arch) | -
aws-cli/2.9.19 Python/3.9.16 Linux/4.18.0-425.el8.x86_64 exe/x86_64.rhel.8 prompt/off command/ec2.describe-vpcs
cli | AWS CLI | 2.9.19 | Linux | 4.18 (Enterprise Linux) | -
aws-cli/2.14.0 Python/3.11.6 Linux/6.5.11-linuxkit exe/aarch64.amzn.2 prompt/off command/s3.ls
cli | AWS CLI | 2.14.0 | Linux | 6.5.11 (Amazon Linux 2) | -
aws-cli/2.14.0 Python/3.11.6 Linux/5.10.199-190.747.amzn2.x86_64 exec-env/AWS_ECS_FARGATE exe/x86_64.amzn.2 prompt/off command/s3.cp
cli | AWS CLI | 2.14.0 | Linux | 5.10.199 (Amazon Linux 2) | container

# kernels of testers' distributions
aws-cli/1.16.243 Python/3.7.4 Linux/4.19.0-kali5-amd64 botocore/1.12.233
cli | AWS CLI | 1.16.243 | Linux | 4.19 (Kali) | -
aws-cli/2.1.26 Python/3.7.3 Linux/5.10.0-kali7-amd64 exe/x86_64.kali.2020 prompt/off
cli | AWS CLI | 2.1.26 | Linux | 5.10 (Kali) | -
aws-cli/2.27.40 Python/3.13.4 Linux/6.12.25-amd64 exe/x86_64.kali.2025
cli | AWS CLI | 2.27.40 | Linux | 6.12.25 (Kali) | -
aws-cli/2.9.19 Python/3.11.2 Linux/6.1.0-1parrot1-amd64 source/x86_64.parrot.5 prompt/off command/iam.list-users
cli | AWS CLI | 2.9.19 | Linux | 6.1 (Parrot) | -
Boto3/1.9.89 Python/2.7.16 Linux/5.1.0-parrot1-3t-amd64 Botocore/1.12.89
sdk | Boto3 | 1.9.89 | Linux | 5.1 (Parrot) | -
Boto3/1.9.89 Python/3.6.8 Linux/4.17.11-pentoo Botocore/1.12.89
sdk | Boto3 | 1.9.89 | Linux | 4.17.11 (Pentoo) | -
Boto3/1.34.1 md/Botocore#1.34.1 ua/2.0 os/linux#6.6.9-amd64-kali md/arch#x86_64 lang/python#3.11.8 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.34.1
sdk | Boto3 | 1.34.1 | Linux | 6.6.9 (Kali) | -
aws-sdk-java/1.12.1 Linux/5.18.0-blackarch OpenJDK_64-Bit_Server_VM/11 java/11
sdk | AWS SDK for Java | 1.12.1 | Linux | 5.18 (BlackArch) | -
azurecli/2.40.0 azsdk-python-core/1.24.0 Python/3.10.7 (Linux-5.18.0-kali7-amd64-x86_64-with-glibc2.35)
cli | Azure CLI | 2.40.0 | Linux | 5.18 (Kali) | -

# Boto
Boto/2.49.0 Python/2.7.5 Linux/3.10.0-1062.el7.x86_64
sdk | Boto | 2.49.0 | Linux | 3.10 (Enterprise Linux) | -
Boto3/1.4.4 Python/2.7.12 Linux/4.4.35-33.55.amzn1.x86_64 exec-env/AWS_Lambda_python2.7 Botocore/1.5.43
sdk | Boto3 | 1.4.4 | Linux | 4.4.35 (Amazon Linux) | function
Boto3/1.9.118 Python/3.6.6 Windows/10 Botocore/1.12.118
sdk | Boto3 | 1.9.118 | Windows | 10 | -
Boto3/1.17.49 Python/3.8.5 Darwin/19.6.0 Botocore/1.20.49 Resource
sdk | Boto3 | 1.17.49 | macOS | 10.15 | -
Boto3/1.20.24 Python/3.9.7 Darwin/21.1.0 Botocore/1.23.24
sdk | Boto3 | 1.20.24 | macOS | 12 | -
Boto3/1.24.28 Python/3.8.16 Linux/4.14.255-301-238.520.amzn2.x86_64 exec-env/AWS_Lambda_python3.8 Botocore/1.27.28
sdk | Boto3 | 1.24.28 | Linux | 4.14.255 (Amazon Linux 2) | function
Boto3/1.26.90 Python/3.10.8 Linux/5.10.167-147.601.amzn2.x86_64 exec-env/AWS_ECS_FARGATE Botocore/1.29.90
sdk | Boto3 | 1.26.90 | Linux | 5.10.167 (Amazon Linux 2) | container
Boto3/1.28.62 md/Botocore#1.31.62 ua/2.0 os/linux#5.10.198-187.748.amzn2.x86_64 md/arch#x86_64 lang/python#3.9.18 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.31.62
sdk | Boto3 | 1.28.62 | Linux | 5.10.198 (Amazon Linux 2) | -
Boto3/1.33.13 md/Botocore#1.33.13 ua/2.0 os/linux#5.10.227-198.884.amzn2int.x86_64 md/arch#x86_64 lang/python#3.7.16 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.33.13
sdk | Boto3 | 1.33.13 | Linux | 5.10.227 (Amazon internal) | -
Boto3/1.34.84 md/Botocore#1.34.84 ua/2.0 os/macos#23.4.0 md/arch#arm64 lang/python#3.12.2 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.34.84 Resource
sdk | Boto3 | 1.34.84 | macOS | 14 | -
Boto3/1.35.0 md/Botocore#1.35.0 ua/2.0 os/windows#10 md/arch#amd64 lang/python#3.11.4 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.35.0
sdk | Boto3 | 1.35.0 | Windows | 10 | -
Boto3/1.40.4 md/Botocore#1.40.4 ua/2.1 os/linux#5.10.252-285.992.amzn2.aarch64 md/arch#aarch64 lang/python#3.14.3 md/pyimpl#CPython exec-env/AWS_Lambda_python3.14 m/Z,D,b cfg/retry-mode#legacy Botocore/1.40.4
sdk | Boto3 | 1.40.4 | Linux | 5.10.252 (Amazon Linux 2) | function
[Boto3/1.12.39 Python/3.7.7 Linux/4.19.76-linuxkit Botocore/1.15.39 Resource]
sdk | Boto3 | 1.12.39 | Linux | 4.19.76 (Docker Desktop) | -
Botocore/1.29.76 Python/3.10.9 Linux/6.1.0-3-amd64
sdk | Botocore | 1.29.76 | Linux | 6.1 | -
Botocore/1.31.17 ua/2.0 os/linux#5.15.0-1041-aws md/arch#x86_64 lang/python#3.10.12 md/pyimpl#CPython
sdk | Botocore | 1.31.17 | Linux | 5.15 (Ubuntu) | -
aiobotocore/2.5.4 md/Botocore#1.31.17 ua/2.0 os/linux#6.1.0-13-cloud-amd64 md/arch#x86_64 lang/python#3.11.2 md/pyimpl#CPython
sdk | Botocore | 2.5.4 | Linux | 6.1 | -
Boto3/1.26.0 Python/3.10.0 os/constructor#1 Botocore/1.29.0
sdk | Boto3 | 1.26.0 | - | - | -

# AWS SDKs for Go
aws-sdk-go/1.15.57 (go1.11.1; linux; amd64)
sdk | AWS SDK for Go | 1.15.57 | Linux | - | -
aws-sdk-go/1.44.157 (go1.19.3; darwin; arm64)
sdk | AWS SDK for Go | 1.44.157 | macOS | - | -
aws-sdk-go/1.42.25 (go1.17.5; windows; amd64) S3Manager
sdk | AWS SDK for Go | 1.42.25 | Windows | - | -
aws-sdk-go/1.40.33 (go1.16.7; linux; amd64) exec-env/AWS_Lambda_go1.x
sdk | AWS SDK for Go | 1.40.33 | Linux | - | function
aws-sdk-go-v2/1.3.2
sdk | AWS SDK for Go v2 | 1.3.2 | - | - | -
aws-sdk-go-v2/1.14.0 os/macos lang/go/1.17.6 md/GOOS/darwin md/GOARCH/arm64 api/iam/1.17.0
sdk | AWS SDK for Go v2 | 1.14.0 | macOS | - | -
aws-sdk-go-v2/1.18.0 os/linux lang/go/1.20.4 md/GOOS/linux md/GOARCH/amd64 api/sts/1.18.11
sdk | AWS SDK for Go v2 | 1.18.0 | Linux | - | -
aws-sdk-go-v2/1.30.1 os/linux lang/go#1.22.4 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.168.0
sdk | AWS SDK for Go v2 | 1.30.1 | Linux | - | -
aws-sdk-go-v2/1.30.4 ua/2.0 os/windows lang/go#1.22.7 md/GOOS#windows md/GOARCH#amd64 api/s3#1.58.0
sdk | AWS SDK for Go v2 | 1.30.4 | Windows | - | -
aws-sdk-go-v2/1.25.0 os/other lang/go#1.21.6 md/GOOS#freebsd md/GOARCH#amd64 api/s3#1.50.0
sdk | AWS SDK for Go v2 | 1.25.0 | FreeBSD | - | -
m/E aws-sdk-go-v2/1.32.2 os/linux lang/go#1.23.2 md/GOOS#linux md/GOARCH#arm64 api/route53#1.45.2
sdk | AWS SDK for Go v2 | 1.32.2 | Linux | - | -

# AWS SDKs for Java
aws-sdk-java/1.11.566 Linux/4.14.123-86.109.amzn1.x86_64 OpenJDK_64-Bit_Server_VM/25.212-b03 java/1.8.0_212 vendor/Oracle_Corporation
sdk | AWS SDK for Java | 1.11.566 | Linux | 4.14.123 (Amazon Linux) | -
aws-sdk-java/1.11.327 Mac_OS_X/10.13.6 Java_HotSpot(TM)_64-Bit_Server_VM/25.171-b11 java/1.8.0_171
sdk | AWS SDK for Java | 1.11.327 | macOS | 10.13.6 | -
aws-sdk-java/1.12.261 Windows_10/10.0 OpenJDK_64-Bit_Server_VM/17.0.3+7 java/17.0.3 vendor/Eclipse_Adoptium cfg/retry-mode/legacy
sdk | AWS SDK for Java | 1.12.261 | Windows | 10 | -
aws-sdk-java/1.11.700 Windows_Server_2016/10.0 OpenJDK_64-Bit_Server_VM/25.242-b08 java/1.8.0_242 vendor/Amazon.com_Inc.
sdk | AWS SDK for Java | 1.11.700 | Windows | Server 2016 | -
aws-sdk-java/2.17.131 Linux/4.14.255-301-238.520.amzn2.x86_64 OpenJDK_64-Bit_Server_VM/11.0.14.1+10-LTS Java/11.0.14.1 kotlin vendor/Amazon.com_Inc. exec-env/AWS_Lambda_java11 io/sync http/UrlConnection cfg/retry-mode/legacy
sdk | AWS SDK for Java | 2.17.131 | Linux | 4.14.255 (Amazon Linux 2) | function
aws-sdk-java/2.20.18 Linux/5.4.0-126-generic OpenJDK_64-Bit_Server_VM/17.0.6+10 Java/17.0.6 vendor/Eclipse_Adoptium io/sync http/Apache cfg/retry-mode/legacy
sdk | AWS SDK for Java | 2.20.18 | Linux | 5.4 (Ubuntu) | -
aws-sdk-java/2.21.1 Mac_OS_X/14.1 OpenJDK_64-Bit_Server_VM/21.0.1+12-LTS Java/21.0.1 vendor/Amazon.com_Inc. io/async http/NettyNio cfg/retry-mode/legacy
sdk | AWS SDK for Java | 2.21.1 | macOS | 14.1 | -
aws-sdk-java/2.34.3 md/io#sync md/http#Apache ua/2.1 api/S3#2.34.x os/Linux#5.10.242-219.961.amzn2.x86_64 lang/java#17.0.16 md/OpenJDK_64-Bit_Server_VM#17.0.16+8-LTS md/vendor#Amazon.com_Inc. md/en_US m/D,N
sdk | AWS SDK for Java | 2.34.3 | Linux | 5.10.242 (Amazon Linux 2) | -
aws-sdk-java/2.29.1 md/io#sync md/http#Apache ua/2.1 os/Mac_OS_X#15.1 lang/java#21.0.4 md/OpenJDK_64-Bit_Server_VM#21.0.4 md/vendor#Homebrew md/en_DE
sdk | AWS SDK for Java | 2.29.1 | macOS | 15.1 | -
aws-sdk-java/2.29.1 md/io#sync md/http#Apache ua/2.1 os/Windows_11#10.0 lang/java#21.0.4 md/OpenJDK_64-Bit_Server_VM#21.0.4 md/vendor#Oracle_Corporation
sdk | AWS SDK for Java | 2.29.1 | Windows | 11 | -
Hadoop 3.3.1, aws-sdk-java/1.11.901 Linux/5.4.0-1045-aws OpenJDK_64-Bit_Server_VM/25.282-b08 java/1.8.0_282 vendor/Private_Build com.amazonaws.services.s3.transfer.TransferManager/1.11.901
sdk | AWS SDK for Java | 1.11.901 | Linux | 5.4 (Ubuntu) | -

# AWS SDK for .NET and its PowerShell
aws-sdk-dotnet-45/3.3.0.0 aws-sdk-dotnet-core/3.3.31.7 .NET_Runtime/4.0 .NET_Framework/4.0 OS/Microsoft_Windows_NT_10.0.17134.0 ClientAsync
sdk | AWS SDK for .NET | 3.3.0.0 | Windows | 10 | -
aws-sdk-dotnet-35/3.3.5.1 aws-sdk-dotnet-core/3.3.14.2 .NET_Runtime/2.0 .NET_Framework/3.5 OS/Microsoft_Windows_NT_6.1.7601_Service_Pack_1 ClientSync
sdk | AWS SDK for .NET | 3.3.5.1 | Windows | 7 | -
aws-sdk-dotnet-coreclr/3.7.108.0 aws-sdk-dotnet-core/3.7.108.2 .NET_Core/6.0.20 OS/Linux_5.15.0-76-generic_#83-Ubuntu_SMP_Thu_Jun_15_19:16:32_UTC_2023 ClientAsync
sdk | AWS SDK for .NET | 3.7.108.0 | Linux | 5.15 (Ubuntu) | -
aws-sdk-dotnet-coreclr/3.3.10.3 aws-sdk-dotnet-core/3.3.24.3 .NET_Core/4.6.26628.05 OS/Darwin_17.7.0_Darwin_Kernel_Version_17.7.0:_Thu_Jun_21_22:53:14_PDT_2018 ClientAsync
sdk | AWS SDK for .NET | 3.3.10.3 | macOS | 10.13 | -
aws-sdk-dotnet-coreclr/3.7.101.44 aws-sdk-dotnet-core/3.7.103.6 .NET_Core/6.0.11 OS/Microsoft_Windows_10.0.22000 ClientAsync
sdk | AWS SDK for .NET | 3.7.101.44 | Windows | 10 | -
aws-sdk-dotnet-coreclr/3.7.305.28 ua/2.0 os/windows#10.0.22631.0 md/ARCH#X64 lang/.NET_Core#8.0.2 md/aws-sdk-dotnet-core#3.7.302.12 api/S3#3.7.305.28 cfg/retry-mode#legacy md/ClientAsync
sdk | AWS SDK for .NET | 3.7.305.28 | Windows | 10 | -
aws-sdk-dotnet-coreclr/4.0.9.6 ua/2.1 os/linux#6.1.175.219 md/ARCH#Arm64 lang/.NET_Core#8.0.11 md/aws-sdk-dotnet-core#4.0.1 api/DynamoDB#4.0.9.6
sdk | AWS SDK for .NET | 4.0.9.6 | Linux | 6.1.175 | -
aws-sdk-dotnet-coreclr/3.7.400.2 ua/2.0 os/macos#14.5.0 md/ARCH#Arm64 lang/.NET_Core#8.0.6 api/SQS#3.7.400.2
sdk | AWS SDK for .NET | 3.7.400.2 | macOS | 14.5.0 | -
aws-sdk-dotnet-coreclr/3.7.201.1 aws-sdk-dotnet-core/3.7.203.8 .NET_Core/8.0.0 OS/Amazon_Linux_2 ClientAsync
sdk | AWS SDK for .NET | 3.7.201.1 | Linux | Amazon Linux 2 | -
aws-sdk-dotnet-coreclr/3.7.201.1 aws-sdk-dotnet-core/3.7.203.8 .NET_Core/8.0.0 OS/Debian_GNU/Linux_12_(bookworm) ClientAsync
sdk | AWS SDK for .NET | 3.7.201.1 | Linux | Debian | -
AWSPowerShell/3.3.553.0 .NET_Runtime/4.0 .NET_Framework/4.0 OS/Microsoft_Windows_NT_10.0.14393.0 WindowsPowerShell/5.0 ClientSync
cli | AWS Tools for PowerShell | 3.3.553.0 | Windows | 10 | -
AWSPowerShell.Common/4.1.90.0 .NET_Core/6.0.5 OS/Microsoft_Windows_10.0.17763 PowerShellCore/7.-1 ClientAsync
cli | AWS Tools for PowerShell | 4.1.90.0 | Windows | 10 | -
AWSPowerShell.Common/4.1.268.0 .NET_Core/7.0.2 OS/Linux_4.14.255-291-231.527.amzn2.x86_64_#1_SMP_Fri_Sep_9_17:34:07_UTC_2022 exec-env/CloudShell PowerShellCore/7.-1 ClientAsync
cli | AWS Tools for PowerShell | 4.1.268.0 | Linux | 4.14.255 (Amazon Linux 2) | cloud shell
AWSPowerShell.Common/4.1.534.0 ua/2.0 os/windows#10.0.20348.0 md/ARCH#X64 lang/.NET_Core#6.0.5 md/PowerShellCore#7.-1
cli | AWS Tools for PowerShell | 4.1.534.0 | Windows | 10 | -

# AWS SDKs for JavaScript
aws-sdk-nodejs/2.585.0 linux/v12.14.1 exec-env/AWS_Lambda_nodejs12.x promise
sdk | AWS SDK for JavaScript | 2.585.0 | Linux | - | function
aws-sdk-nodejs/2.1083.0 linux/v14.18.1 callback
sdk | AWS SDK for JavaScript | 2.1083.0 | Linux | - | -
aws-sdk-nodejs/2.1200.0 darwin/v16.16.0 promise
sdk | AWS SDK for JavaScript | 2.1200.0 | macOS | - | -
aws-sdk-nodejs/2.1001.0 win32/v14.17.0 callback
sdk | AWS SDK for JavaScript | 2.1001.0 | Windows | - | -
aws-sdk-js/2.283.1 callback
sdk | AWS SDK for JavaScript | 2.283.1 | - | - | -
aws-sdk-js/3.370.0 ua/2.0 os/darwin#19.6.0 lang/js md/nodejs#18.12.1 api/s3#3.370.0
sdk | AWS SDK for JavaScript | 3.370.0 | macOS | 10.15 | -
aws-sdk-js/3.490.0 os/win32#10.0.22621 lang/js md/nodejs#20.10.0 api/sts#3.490.0
sdk | AWS SDK for JavaScript | 3.490.0 | Windows | 10 | -
aws-sdk-js/3.632.0 ua/2.0 os/linux#5.10.227-239.884.amzn2.x86_64 lang/js md/nodejs#20.18.0 api/connect#3.632.0 exec-env/AWS_Lambda_nodejs20.x
sdk | AWS SDK for JavaScript | 3.632.0 | Linux | 5.10.227 (Amazon Linux 2) | function
aws-sdk-js/3.738.0 ua/2.1 os/other lang/js md/browser#unknown_unknown api/sso-oidc#3.738.0 m/E
sdk | AWS SDK for JavaScript | 3.738.0 | - | - | -
aws-sdk-js/3.445.0 ua/2.0 os/macOS#10.15.7 lang/js md/browser#Chrome_119.0.0.0 api/cognito_identity#3.445.0
sdk | AWS SDK for JavaScript | 3.445.0 | macOS | 10.15.7 | -
aws-amplify/5.0.4 js
sdk | AWS Amplify | 5.0.4 | - | - | -
aws-sdk-react-native/2.30.0 callback
sdk | AWS SDK for JavaScript | 2.30.0 | - | - | -

# AWS SDKs for other languages
aws-sdk-ruby2/2.11.374 jruby/2.5.7 java
sdk | AWS SDK for Ruby | 2.11.374 | - | - | -
aws-sdk-ruby3/3.91.1 ruby/2.7.0 x86_64-linux aws-sdk-core/3.91.1
sdk | AWS SDK for Ruby | 3.91.1 | Linux | - | -
aws-sdk-ruby3/3.121.1 ruby/3.0.2 x86_64-linux-gnu aws-sdk-codedeploycommand/1.0.0
sdk | AWS SDK for Ruby | 3.121.1 | Linux | - | -
aws-sdk-ruby3/3.72.0 ruby/2.6.3 x86_64-darwin18 aws-sdk-s3/1.51.0
sdk | AWS SDK for Ruby | 3.72.0 | macOS | 10.14 | -
aws-sdk-ruby3/3.150.0 ruby/3.1.2 x64-mingw32 aws-sdk-s3/1.114.0
sdk | AWS SDK for Ruby | 3.150.0 | Windows | - | -
aws-sdk-ruby3/3.190.0 ua/2.0 api/xray#1.0.0 os/linux md/x86_64 lang/ruby#2.7.8 md/2.7.8 cfg/retry-mode#legacy
sdk | AWS SDK for Ruby | 3.190.0 | Linux | - | -
aws-sdk-php/2.8.31 Guzzle/3.9.3 curl/7.47.0 PHP/5.6.40
sdk | AWS SDK for PHP | 2.8.31 | - | - | -
aws-sdk-php/3.212.2 OS/Linux/5.10.25-linuxkit lang/php/8.0.18 GuzzleHttp/7
sdk | AWS SDK for PHP | 3.212.2 | Linux | 5.10.25 (Docker Desktop) | -
aws-sdk-php/3.297.1 OS/Linux#5.15.0-1049-aws lang/php#8.2.15 GuzzleHttp/7
sdk | AWS SDK for PHP | 3.297.1 | Linux | 5.15 (Ubuntu) | -
aws-sdk-php/3.337.1 ua/2.1 OS/Windows_NT#10.0 lang/php#8.3.0 GuzzleHttp/7
sdk | AWS SDK for PHP | 3.337.1 | Windows | 10 | -
aws-sdk-rust/1.3.9 os/macos lang/rust/1.87.0
sdk | AWS SDK for Rust | 1.3.9 | macOS | - | -
aws-sdk-rust/1.3.15 ua/2.1 api/s3/1.112.0 os/linux lang/rust/1.92.0 m/E
sdk | AWS SDK for Rust | 1.3.15 | Linux | - | -
aws-sdk-rust/0.55.3 os/windows lang/rust/1.70.0
sdk | AWS SDK for Rust | 0.55.3 | Windows | - | -
aws-sdk-cpp/1.7.193 Windows/10.0.17763.1 AMD64 MSVC/1916
sdk | AWS SDK for C++ | 1.7.193 | Windows | 10 | -
aws-sdk-cpp/1.8.186 Linux/5.4.0-1045-aws x86_64 Clang/10.0.0
sdk | AWS SDK for C++ | 1.8.186 | Linux | 5.4 (Ubuntu) | -
aws-sdk-cpp/1.11.493 ua/2.1 api/S3 os/Darwin#23.6.0 lang/c++#C++11 md/aws-crt#0.19.7 md/arch#arm64 md/Clang#15.0.0 m/D
sdk | AWS SDK for C++ | 1.11.493 | macOS | 14 | -
aws-sdk-cpp/1.11.100 ua/2.0 md/aws-crt# os/Linux/5.10.157-139.675.amzn2.x86_64 md/arch#x86_64 lang/c++#C++11 md/GCC#7.3.1
sdk | AWS SDK for C++ | 1.11.100 | Linux | 5.10.157 (Amazon Linux 2) | -
aws-sdk-swift/1.0 api/s3/1.0 os/iOS/16.4.0 lang/swift/5.8
sdk | AWS SDK for Swift | 1.0 | iOS | 16.4.0 | -
aws-sdk-swift/1.5.86 ua/2.1 api/cognito_identity_provider#1.5.86 os/ios#18.3.1 lang/swift#5.10 m/D,N,Z,b
sdk | AWS SDK for Swift | 1.5.86 | iOS | 18.3.1 | -
aws-sdk-swift/1.0.40 ua/2.1 api/s3#1.0 os/macos#14.3 lang/swift#5.9
sdk | AWS SDK for Swift | 1.0.40 | macOS | 14.3 | -
aws-sdk-kotlin/1.3.81 ua/2.1 api/cognito-identity-provider#1.3.81 os/android#14 lang/kotlin#2.0.21 md/androidApiVersion#34
sdk | AWS SDK for Kotlin | 1.3.81 | Android | 14 | -
aws-sdk-android/2.22.6 Linux/4.14.117-g123 Dalvik/2.1.0/0 en_US
sdk | AWS SDK for Android | 2.22.6 | Android | - | -
aws-sdk-iOS/2.27.10 iOS/15.2 en_US
sdk | AWS SDK for iOS | 2.27.10 | iOS | 15.2 | -

# consoles, services and internals of AWS
console.amazonaws.com
service | AWS Console | - | - | - | -
console.ec2.amazonaws.com
service | AWS Console | - | - | - | -
[S3Console/0.4]
service | AWS Console | - | - | - | -
[S3Console/0.4, aws-internal/3 aws-sdk-java/1.11.1030 Linux/5.4.156-94.273.amzn2int.x86_64 OpenJDK_64-Bit_Server_VM/25.312-b07 java/1.8.0_312 vendor/Oracle_Corporation cfg/retry-mode/legacy]
service | AWS Console | - | - | - | -
S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.750 Linux/5.10.226-192.879.amzn2int.x86_64 OpenJDK_64-Bit_Server_VM/25.412-b09 java/1.8.0_412
service | AWS Console | - | - | - | -
EC2ConsoleBackend, aws-sdk-java/Linux/x.xx.fleetxen Java_HotSpot(TM)_64-Bit_Server_VM/xx
service | AWS Console | - | - | - | -
AWSConsole, aws-sdk-java/1.11.126 Linux/4.4.0
service | AWS Console | - | - | - | -
aws-internal/3 AWSLambdaConsole/1.0
service | AWS Console | - | - | - | -
signin.amazonaws.com
service | AWS sign-in | - | - | - | -
AWS Internal
service | AWS internal | - | - | - | -
aws-internal/3
service | AWS internal | 3 | - | - | -
aws-internal/3 aws-sdk-java/1.12.284 Linux/5.4.207-126.363.amzn2int.x86_64 OpenJDK_64-Bit_Server_VM/25.342-b07 java/1.8.0_342 vendor/Oracle_Corporation cfg/retry-mode/standard
service | AWS internal | 3 | - | - | -
Coral/Netty4
service | AWS internal | - | - | - | -
ec2.amazonaws.com
service | ec2.amazonaws.com | - | - | - | -
autoscaling.amazonaws.com
service | autoscaling.amazonaws.com | - | - | - | -
resource-explorer-2.amazonaws.com
service | resource-explorer-2.amazonaws.com | - | - | - | -
delivery.logs.amazonaws.com
service | delivery.logs.amazonaws.com | - | - | - | -
ec2.amazonaws.com.cn
service | ec2.amazonaws.com.cn | - | - | - | -
apidestinations.aws.internal
service | apidestinations.aws.internal | - | - | - | -
cloudformation.amazonaws.com
iac | AWS CloudFormation | - | - | - | -
AmazonAPIGateway_abcde12345
service | Amazon API Gateway | - | - | - | -
ELB-HealthChecker/2.0
service | Elastic Load Balancing | 2.0 | - | - | -
Amazon CloudFront
service | Amazon CloudFront | - | - | - | -
Amazon-Route53-Health-Check-Service (ref 0a1b2c3d; report http://amzn.to/1vsZADi)
service | Amazon Route 53 health check | - | - | - | -
compute.googleapis.com
service | compute.googleapis.com | - | - | - | -

# agents
Okta RADIUS Agent/2.18.0 (Linux 3.10.0-1160.el7.x86_64)
service | Okta RADIUS Agent | 2.18.0 | Linux | 3.10 (Enterprise Linux) | -
Datadog Agent/7.50.3
service | Datadog Agent | 7.50.3 | - | - | -
Microsoft Azure AD Connect
service | Entra Connect | - | Windows | - | -
aws-sdk-go/1.41.4 (go1.17.6; linux; amd64) amazon-ssm-agent/3.1.0.0
service | SSM Agent | 3.1.0.0 | Linux | - | -
aws-sdk-go/1.41.4 (go1.17.6; windows; amd64) amazon-ssm-agent/3.2.1705.0
service | SSM Agent | 3.2.1705.0 | Windows | - | -
CWAgent/1.300033.0 (go1.21.5; linux; amd64) ID/0f4c9c3e-1111-4222-8333-444455556666 inputs:(cpu) aws-sdk-go/1.48.6 (go1.21.5; linux; amd64)
service | CloudWatch Agent | 1.300033.0 | Linux | - | -
Amazon ECS Agent - v1.12.2 (ecda8a6) (+http://aws.amazon.com/ecs/)
service | ECS Agent | 1.12.2 | Linux | - | -
aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 md/GOOS#linux md/GOARCH#arm64 api/ec2#1.141.0 karpenter.sh-v0.33.1
sdk | AWS SDK for Go v2 | 1.24.0 | Linux | - | -
karpenter.sh/0.37.0 aws-sdk-go/1.53.0 (go1.22.3; linux; amd64)
service | Karpenter | 0.37.0 | Linux | - | -
aws-sdk-go/1.44.116 (go1.18.9; linux; amd64) amazon-vpc-cni-k8s/v1.12.6
service | AWS VPC CNI | 1.12.6 | Linux | - | -
aws-sdk-go/1.43.29 (go1.18.3; linux; amd64) elbv2.k8s.aws/v2.4.3
service | AWS Load Balancer Controller | 2.4.3 | Linux | - | -
cluster-autoscaler/v1.27.2 aws-sdk-go/1.44.241 (go1.20.5; linux; amd64)
service | Cluster Autoscaler | 1.27.2 | Linux | - | -
aws-fluent-bit-plugin/2.31.12 aws-sdk-cpp/1.9.1
service | Fluent Bit | 2.31.12 | - | - | -
Elastic-filebeat/8.11.1 (linux; amd64; 24b4a1e; 2023-11-08 00:00:00 +0000 UTC)
service | Elastic Beats | 8.11.1 | Linux | - | -
aws-sdk-js/3.614.0 ua/2.0 os/linux#6.5.0-1025-azure lang/js md/nodejs#20.8.1 api/sts#3.614.0 configure-aws-credentials-for-github-actions
service | GitHub Actions | - | Linux | 6.5 (Ubuntu) | -
Microsoft-CryptoAPI/10.0
service | Windows CryptoAPI | 10.0 | Windows | - | -
Microsoft BITS/7.8
service | Windows BITS | 7.8 | Windows | - | -
Okta AD Agent/3.14.0 (Microsoft Windows NT 10.0.17763.0; .NET CLR 4.0)
service | Okta AD Agent | 3.14.0 | Windows | 10 | -
okta-cli-client/0.1.0 golang/go1.22.1 darwin/arm64
cli | Okta CLI | 0.1.0 | macOS | - | -
okta-terraform/4.8.0
iac | Terraform | - | - | - | -
AzureADApplicationProxyConnector/1.5.3437.0
service | Entra application proxy connector | 1.5.3437.0 | Windows | - | -
AzureADConnectAuthenticationAgent/1.5.2482.0
service | Entra pass-through authentication agent | 1.5.2482.0 | Windows | - | -
aws-cli/2.15.30 Python/3.11.8 Linux/6.1.79-99.167.amzn2023.x86_64 exe/x86_64.amzn.2023 prompt/off command/s3.ls
cli | AWS CLI | 2.15.30 | Linux | 6.1.79 (Amazon Linux 2023) | -
aws-cli/1.29.62 Python/3.11.2 Linux/6.5.0-13parrot1-amd64 Botocore/1.31.62
cli | AWS CLI | 1.29.62 | Linux | 6.5 (Parrot) | -
Okta LDAP Agent/5.17.0 (Linux 4.18.0-425.el8.x86_64)
service | Okta LDAP Agent | 5.17.0 | Linux | 4.18 (Enterprise Linux) | -
Okta-Integrations
service | Okta integrations | - | - | - | -
Azuqua
service | Okta Workflows | - | - | - | -
Windows-AzureAD-Authentication-Provider/1.0
service | Windows AzureAD authentication provider | 1.0 | Windows | - | -
Windows-AzureAD-Authentication-Provider/1.0 3236.84364
service | Windows AzureAD authentication provider | 1.0 | Windows | - | -
BAV2ROPC
service | BAV2ROPC | - | - | - | -
CBAInPROD
service | CBAInPROD | - | - | - | -
azure-logic-apps/1.0 (workflow 0123abcd; version 08585)
service | Azure Logic Apps | 1.0 | - | - | -
Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
service | Googlebot | 2.1 | - | - | -
Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36
service | bingbot | 2.0 | - | - | -
Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)
unknown | - | - | - | - | -

# infrastructure as code
APN/1.0 HashiCorp/1.0 Terraform/1.1.2 (+https://www.terraform.io) terraform-provider-aws/3.76.1 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go/1.44.157 (go1.19.3; darwin; arm64) HashiCorp-terraform-exec/0.17.3
iac | Terraform | 1.1.2 | macOS | - | -
APN/1.0 HashiCorp/1.0 Terraform/1.3.7 (+https://www.terraform.io) terraform-provider-aws/5.57.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.30.1 os/linux lang/go#1.22.4 md/GOOS#linux md/GOARCH#amd64 api/lambda#1.56.1
iac | Terraform | 1.3.7 | Linux | - | -
APN/1.0 HashiCorp/1.0 Terraform/0.12.31 (+https://www.terraform.io) terraform-provider-aws/3.42.0 aws-sdk-go/1.38.43 (go1.16; windows; amd64)
iac | Terraform | 0.12.31 | Windows | - | -
terraform-provider-aws/4.67.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go/1.44.261 (go1.19.8; linux; amd64)
iac | Terraform | - | Linux | - | -
Go/go1.20.6 (amd64-windows) go-autorest/v14.2.1 Azure-SDK-For-Go/v66.0.0 resources/2020-06-01 HashiCorp Terraform/1.5.3 (+https://www.terraform.io) Terraform Plugin SDK/2.10.1 terraform-provider-azurerm/3.71.0 pid-222c6c49-1b0a-5959-a213-6608f9eb8820
iac | Terraform | 1.5.3 | Windows | - | -
Terraform/1.5.0 (+https://www.terraform.io) Terraform-Plugin-SDK/2.10.1 terraform-provider-google/4.80.0
iac | Terraform | 1.5.0 | - | - | -
APN/1.0 OpenTofu/1.0 OpenTofu/1.6.2 (+https://opentofu.org) terraform-provider-aws/5.40.0 aws-sdk-go-v2/1.25.2 os/linux lang/go#1.21.8 md/GOOS#linux md/GOARCH#amd64 api/sts#1.28.1
iac | OpenTofu | 1.0 | Linux | - | -
APN/1.0 Pulumi/1.0 PulumiAWS/6.13.3 (+https://www.pulumi.com) aws-sdk-go-v2/1.24.0 os/macos lang/go#1.21.5 md/GOOS#darwin md/GOARCH#arm64 api/ec2#1.141.0
iac | Pulumi | 1.0 | macOS | - | -
pulumi-cli/1 (3.94.2; linux)
iac | Pulumi | - | Linux | - | -
aws-sdk-nodejs/2.1531.0 linux/v18.19.0 aws-cdk/2.115.0 promise
iac | AWS CDK | 2.115.0 | Linux | - | -
Boto3/1.28.57 md/Botocore#1.31.57 ua/2.0 os/linux#6.2.0-1015-azure md/arch#x86_64 lang/python#3.8.18 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.31.57 aws-sam-cli/1.100.0
iac | AWS SAM CLI | 1.100.0 | Linux | 6.2 (Ubuntu) | -
APN/1.0 Ansible/2.14.3 Boto3/1.26.90 Python/3.10.6 Linux/5.15.0-67-generic Botocore/1.29.90
iac | Ansible | 2.14.3 | Linux | 5.15 (Ubuntu) | -
Chef Knife/16.10.8 (ruby-3.0.0-p0; ohai-16.10.6; x86_64-linux; +https://chef.io)
iac | Chef | 16.10.8 | Linux | - | -
Boto3/1.26.0 Python/3.9.16 Linux/5.10.0 Botocore/1.29.0 cloud-custodian/0.9.20
iac | Cloud Custodian | 0.9.20 | Linux | 5.10 | -
packer/1.9.4 (+https://www.packer.io/; go1.20.7; linux/amd64) aws-sdk-go/1.44.114 (go1.20.7; linux; amd64)
iac | Packer | 1.9.4 | Linux | - | -

# Kubernetes
kubectl/v1.17.3 (darwin/amd64) kubernetes/06ad960
cli | kubectl | 1.17.3 | macOS | - | -
kubectl/v1.25.4 (darwin/arm64) kubernetes/872a965
cli | kubectl | 1.25.4 | macOS | - | -
kubectl/v1.28.2 (linux/amd64) kubernetes/89a4ea3
cli | kubectl | 1.28.2 | Linux | - | -
kubectl/v1.27.1-eks-2f008fe (linux/amd64) kubernetes/abfec7d
cli | kubectl | 1.27.1 | Linux | - | -
kubectl.exe/v1.26.3 (windows/amd64) kubernetes/9e64410
cli | kubectl | 1.26.3 | Windows | - | -
kubectl/v1.26.1
cli | kubectl | 1.26.1 | - | - | -
kubelet/v1.27.1 (linux/amd64) kubernetes/abfec7d
service | kubelet | 1.27.1 | Linux | - | -
kubelet.exe/v1.27.1 (windows/amd64) kubernetes/abfec7d
service | kubelet | 1.27.1 | Windows | - | -
kube-controller-manager/v1.23.17 (linux/amd64) kubernetes/f8e1834/system:serviceaccount:kube-system:generic-garbage-collector
service | kube-controller-manager | 1.23.17 | Linux | - | -
kube-scheduler/v1.27.4 (linux/amd64) kubernetes/fa3d799/leader-election
service | kube-scheduler | 1.27.4 | Linux | - | -
kube-apiserver/v1.27.4 (linux/amd64) kubernetes/fa3d799
service | kube-apiserver | 1.27.4 | Linux | - | -
kube-proxy/v1.24.9 (linux/arm64) kubernetes/9710807
service | kube-proxy | 1.24.9 | Linux | - | -
kubeadm/v1.16.2 (linux/amd64) kubernetes/c97fe50
cli | kubeadm | 1.16.2 | Linux | - | -
aws-k8s-agent/v1.15.1 (linux/amd64) kubernetes/$Format
service | AWS VPC CNI | 1.15.1 | Linux | - | -
elastic-agent/v0.0.0 (linux/amd64) kubernetes/$Format
service | Elastic Agent | 0.0.0 | Linux | - | -
argocd-application-controller/v0.0.0 (linux/amd64) kubernetes/$Format
service | Argo CD | 0.0.0 | Linux | - | -
my-operator/v0.0.0 (linux/amd64) kubernetes/$Format
sdk | my-operator | 0.0.0 | Linux | - | -
manager/v0.0.0 (linux/arm64) kubernetes/$Format/leader-election
sdk | manager | 0.0.0 | Linux | - | -
___go_build_main/v0.0.0 (darwin/arm64) kubernetes/$Format
sdk | ___go_build_main | 0.0.0 | macOS | - | -
Helm/3.12.3
cli | Helm | 3.12.3 | - | - | -
helm/v0.0.0 (darwin/arm64) kubernetes/$Format
cli | Helm | 0.0.0 | macOS | - | -
k9s/v0.27.4 (linux/amd64) kubernetes/$Format
cli | k9s | 0.27.4 | Linux | - | -
oc/4.12.0 (linux/amd64) kubernetes/854f807
cli | oc | 4.12.0 | Linux | - | -
eksctl/0.150.0 (go1.20.5; linux; amd64) aws-sdk-go/1.44.295 (go1.20.5; linux; amd64)
cli | eksctl | 0.150.0 | Linux | - | -
OpenAPI-Generator/26.1.0/python
script | OpenAPI client | 26.1.0 | - | - | -
fabric8-kubernetes-client/6.8.1
sdk | fabric8 Kubernetes client | 6.8.1 | - | - | -
Prometheus/2.45.0
service | Prometheus | 2.45.0 | - | - | -

# Google Cloud
Google-Cloud-Scheduler
service | Google Cloud Scheduler | - | - | - | -
google-cloud-sdk gcloud/429.0.0 command/gcloud.compute.instances.list invocation-id/0123456789abcdef0123456789abcdef environment/None environment-version/None interactive/True from-script/False python/3.9.16 term/xterm-256color (Linux 5.15.107+),gzip(gfe)
cli | gcloud | 429.0.0 | Linux | 5.15.107 | -
google-cloud-sdk gcloud/526.0.0 command/gcloud.projects.list invocation-id/aa environment/devshell environment-version/None interactive/True from-script/False python/3.11.8 term/screen (Linux 6.1.85+)
cli | gcloud | 526.0.0 | Linux | 6.1.85 | cloud shell
google-cloud-sdk gcloud/400.0.0 command/gcloud.auth.login invocation-id/bb environment/None environment-version/None interactive/True from-script/False python/3.9.12 term/xterm-256color (Macintosh; Intel Mac OS X 21.6.0)
cli | gcloud | 400.0.0 | macOS | 12 | -
google-cloud-sdk gcloud/410.0.0 command/gcloud.auth.login invocation-id/cc environment/None environment-version/None interactive/True from-script/False python/3.9.12 term/None (Windows NT 10.0.19045)
cli | gcloud | 410.0.0 | Windows | 10 | -
google-cloud-sdk gcloud/498.0.0 command/gcloud.endpoints.services.describe invocation-id/dd environment/None environment-version/None client-os/LINUX client-os-ver/6.11.0 client-pltf-arch/x86_64 interactive/True from-script/False python/3.11.9 term/xterm (Linux 6.11.0)
cli | gcloud | 498.0.0 | Linux | 6.11 | -
google-cloud-sdk gcloud/546.0.0 command/gcloud.compute.instances.stop invocation-id/ee environment/None environment-version/None client-os/MACOSX client-os-ver/23.4.0 client-pltf-arch/arm interactive/True from-script/False python/3.13.7 term/xterm-256color  (Macintosh; Intel Mac OS X 23.4.0),gzip(gfe)
cli | gcloud | 546.0.0 | macOS | 14 | -
google-cloud-sdk gcloud/462.0.1
cli | gcloud | 462.0.1 | - | - | -
apitools gsutil/5.27 Python/3.11.4 (linux) analytics/disabled interactive/True command/ls google-cloud-sdk/462.0.1
cli | gsutil | 5.27 | Linux | - | -
apitools gsutil/4.46 Python/2.7.5 (linux2) google-cloud-sdk/274.0.1 analytics/disabled,gzip(gfe)
cli | gsutil | 4.46 | Linux | - | -
google-api-python-client/2.95.0
sdk | Google API client | 2.95.0 | - | - | -
google-api-go-client/0.5 terraform-provider-google/4.80.0
iac | Terraform | - | - | - | -
gcloud-python/2.10.0 gl-python/3.9.16 grpc/1.54.0 gax/2.11.0 gapic/2.10.0 gccl/2.10.0
sdk | Google Cloud client library | 2.10.0 | - | - | -
grpc-go/1.57.0
sdk | gRPC | 1.57.0 | - | - | -

# Azure and Microsoft
Microsoft Teams/24004.1309.2689.2246
mobile app | Teams | 24004.1309.2689.2246 | - | - | -
Microsoft Office/16.0 (Windows NT 10.0; Microsoft OneNote 16.0.17328; Pro)
mobile app | OneNote | 16.0.17328 | Windows | 10 | desktop
Microsoft Office/16.0 (Windows NT 10.0; Microsoft PowerPoint 16.0.17328; Pro)
mobile app | PowerPoint | 16.0.17328 | Windows | 10 | desktop
SkypeSpaces/1415/25110306401/os=windows; osVer=NT 10.0; deviceType=computer; browser=chrome; browserVer=141.0.0.0/TsCallingVersion=2025.43.01.3
mobile app | Teams | 1415 | Windows | - | desktop
kiota-python/1.3.0 graph-python-core/1.1.2
sdk | Microsoft Graph SDK | 1.3.0 | - | - | -
ADAL.PCL.Desktop/3.19.8
sdk | ADAL | 3.19.8 | - | - | -
Mozilla/5.0 (compatible; MSAL 1.0)
sdk | MSAL | 1.0 | - | - | -
AZURECLI/2.53.0 (MSI) azsdk-python-azure-mgmt-resource/23.1.0b2 Python/3.10.10 (Windows-10-10.0.19045-SP0)
cli | Azure CLI | 2.53.0 | Windows | 10 | -
AZURECLI/2.74.0 (DEB) azsdk-python-core/1.31.0 Python/3.12.10 (Linux-5.15.0-1084-azure-aarch64-with-glibc2.39)
cli | Azure CLI | 2.74.0 | Linux | 5.15 (Ubuntu) | -
AZURECLI/2.61.0 (RPM) azsdk-python-core/1.28.0 Python/3.9.19 (Linux-5.10.102.2-microsoft-standard-x86_64-with-glibc2.35) cloud-shell/1.0
cli | Azure CLI | 2.61.0 | Linux | 5.10.102 (WSL) | cloud shell
AZURECLI/2.54.0 (HOMEBREW) azsdk-python-azure-mgmt-compute/30.3.0 Python/3.11.6 (macOS-14.1-arm64-arm-64bit)
cli | Azure CLI | 2.54.0 | macOS | 14.1 | -
python/3.5.2 (Darwin-16.4.0-x86_64-i386-64bit) requests/2.9.1 msrest/0.4.6 msrest_azure/0.4.7 resourcemanagementclient/0.30.2 Azure-SDK-For-Python AZURECLI/2.0.0+dev
cli | Azure CLI | 2.0.0 | macOS | 10.12 | -
Azure-Storage/2.0.0-2.0.1 (Python CPython 3.8.9; Windows 10) AZURECLI/2.34.1 (MSI)
cli | Azure CLI | 2.34.1 | Windows | 10 | -
AzurePowershell/v10.4.1 PSVersion/v7.3.6 Az.Accounts/2.13.1
cli | Azure PowerShell | 10.4.1 | - | - | -
FxVersion/4.6.1637.0 OSName/Windows_10_Enterprise OSVersion/6.3.14393 Microsoft.Azure.Management.Compute.ComputeManagementClient/14.0.0 AzurePowershell/v3.6.0.0 PSVersion/v5.1.14393.1066
cli | Azure PowerShell | 3.6.0.0 | Windows | 10 | -
AzCopy/10.18.1 Azure-Storage/0.15 (go1.19.3; Windows_NT)
cli | AzCopy | 10.18.1 | Windows | - | -
azsdk-net-Identity/1.10.4 (.NET 6.0.25; Microsoft Windows 10.0.20348)
sdk | Azure SDK | 1.10.4 | Windows | 10 | -
azsdk-go-armresources/v1.1.1 (go1.20.4; linux)
sdk | Azure SDK | 1.1.1 | Linux | - | -
azsdk-js-identity/3.2.2 core-rest-pipeline/1.10.1 Node/v18.15.0 OS/(x64-Linux-5.15.0-1036-azure)
sdk | Azure SDK | 3.2.2 | Linux | 5.15 (Ubuntu) | -
azsdk-python-identity/1.15.0 Python/3.11.5 (Linux-6.2.0-37-generic-x86_64-with-glibc2.35)
sdk | Azure SDK | 1.15.0 | Linux | 6.2 (Ubuntu) | -
azsdk-java-azure-identity/1.10.0 (17.0.8; Linux; 5.15.0-1042-azure)
sdk | Azure SDK | 1.10.0 | Linux | - | -
Microsoft Azure Storage Explorer, 1.31.1, win32, azcopy-node, 2.0.0
tool | Azure Storage Explorer | 1.31.1 | Windows | - | -
Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0.19045; en-US) PowerShell/7.3.9 Invoke-MgGraphRequest
cli | Microsoft Graph PowerShell | - | Windows | 10 | -
Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.16827; Pro)
mobile app | Outlook | 16.0.16827 | Windows | 10 | desktop
Microsoft Office/16.0 (Windows NT 10.0; MAPI 16.0.8431; Pro)
mobile app | Outlook | 16.0.8431 | Windows | 10 | desktop
Microsoft Office/16.0 (Windows NT 6.2; MAPICPL 16.0.11328; Pro)
mobile app | Outlook | 16.0.11328 | Windows | 8 | desktop
Microsoft Office/16.0 (Windows NT 10.0; Microsoft Word 16.0.17928; Pro)
mobile app | Word | 16.0.17928 | Windows | 10 | desktop
Microsoft Office/16.0 (Windows NT 10.0; Microsoft Excel 16.0.17328; Pro)
mobile app | Excel | 16.0.17328 | Windows | 10 | desktop
Microsoft Office/16.0 (Windows NT 10.0; 16.0.14326; Pro)
mobile app | Microsoft Office | 16.0 | Windows | 10 | desktop
Mozilla/4.0 (compatible; ms-office; MSOffice 16)
mobile app | Microsoft Office | 16 | - | - | -
Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1; WOW64; Trident/7.0; SLCC2; .NET CLR 2.0.50727; Microsoft Outlook 14.0.7162; ms-office; MSOffice 14)
mobile app | Outlook | 14.0.7162 | Windows | 7 | desktop
Outlook-iOS/723.4077.prod.iphone (4.2340.0)
mobile app | Outlook | 723.4077.prod.iphone | iOS | - | mobile
Outlook-iOS/2.0
mobile app | Outlook | 2.0 | iOS | - | mobile
Outlook-Android/2.0
mobile app | Outlook | 2.0 | Android | - | mobile
Outlook-iOS-Android/1.0
mobile app | Outlook | 1.0 | - | - | -
Microsoft-MacOutlook/16.78.23102103
mobile app | Outlook | 16.78.23102103 | macOS | - | desktop
MacOutlook/16.70.23021201 (Intelx64 Mac OS X 13.2.1 (Build 22D68))
mobile app | Outlook | 16.70.23021201 | macOS | 13.2.1 | desktop
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Teams/1.6.00.4472 Chrome/85.0.4183.121 Electron/10.4.7 Safari/537.36
mobile app | Teams | 1.6.00.4472 | Windows | 10 | desktop
Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Teams/1.5.00.31156 Chrome/85.0.4183.121 Electron/10.4.7 Safari/537.36
mobile app | Teams | 1.5.00.31156 | macOS | 10.15.7 | desktop
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91 Teams/23320.3014.2555.9170/49
mobile app | Teams | 23320.3014.2555.9170 | Windows | 10 | desktop
Mozilla/5.0 (Linux; Android 13; Pixel 7 Build/TQ3A.230805.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 TeamsMobile-Android/1416/1.0.0.2023173201
mobile app | Teams | 1416 | Android | 13 | mobile
Microsoft Authenticator/6.8.12 iOS/17.4.1
mobile app | Microsoft Authenticator | 6.8.12 | iOS | 17.4.1 | mobile
Microsoft%20Authenticator/6.7.17 CFNetwork/1474 Darwin/23.0.0
mobile app | Microsoft Authenticator | 6.7.17 | - | - | -
Microsoft SkyDriveSync 23.184.0903.0001 ship; Windows NT 10.0 (19045)
mobile app | OneDrive | 23.184.0903.0001 | Windows | 10 | desktop
MSAL 1.21.0
sdk | MSAL | 1.21.0 | - | - | -
MSAL.Desktop/4.56.0 (Windows NT 10.0)
sdk | MSAL | 4.56.0 | Windows | 10 | -
Apple-iPhone14C3/2107.1.0.0.1
mobile app | Mail | 2107.1.0.0.1 | iOS | - | mobile
iOS/17.1.2 (21B101) dataaccessd/1.0
mobile app | Mail | 1.0 | iOS | 17.1.2 | mobile
macOS/13.2.1 (22D68) accountsd/113
mobile app | Mail | 113 | macOS | 13.2.1 | desktop
Android/13-EAS-2.0
mobile app | Mail | 2.0 | Android | 13 | mobile
Dalvik/2.1.0 (Linux; U; Android 13; Pixel 7 Build/TQ3A.230805.001)
mobile app | Android app | 2.1.0 | Android | 13 | mobile

# Okta
B7F62B65BN.com.okta.mobile/8.1.1 OktaDeviceSDK/0.0.1 macOS/13.4.0 Apple/MacBookPro16,2 00000000-AAAA-BBBB-CCCC-DDDDDDDDDDDD
mobile app | Okta Verify | 8.1.1 | macOS | 13.4.0 | desktop
B7F62B65BN.com.okta.mobile/7.12.0 OktaVerify/7.12.0 iOS/16.1.2 Apple/iPhone14,2 00000000-AAAA-BBBB-CCCC-DDDDDDDDDDDD
mobile app | Okta Verify | 7.12.0 | iOS | 16.1.2 | mobile
B7F62B65BN.com.okta.mobile/9.10.0 OktaVerify/9.10.0 iPadOS/17.2 Apple/iPad13,4 00000000-AAAA-BBBB-CCCC-DDDDDDDDDDDD
mobile app | Okta Verify | 9.10.0 | iOS | 17.2 | tablet
D2DD7D3915.com.okta.android.auth/6.8.1 DeviceSDK/0.19.0 Android/7.1.1 unknown/Google
mobile app | Okta Verify | 6.8.1 | Android | 7.1.1 | mobile
0811A9866E.com.okta.android.auth/8.19.0 okta-sdk-kotlin/2.3.0 Android/16 Genymobile/Phone
mobile app | Okta Verify | 8.19.0 | Android | 16 | mobile
OktaVerify/4.4.1.0 WPFDeviceSDK/1.7.4.17 Windows/10.0.19045.3570 Micro-Star_International_Co._L/MS-7B51
mobile app | Okta Verify | 4.4.1.0 | Windows | 10 | desktop
Okta%20Verify/8.7.0 CFNetwork/1410.0.3 Darwin/22.6.0
mobile app | Okta Verify | 8.7.0 | - | - | -
okta-sdk-golang/2.20.0 golang/go1.19.5 linux/amd64
sdk | Okta SDK | 2.20.0 | Linux | - | -
okta-sdk-python/2.9.3 python/3.10.9 Linux/5.15.0
sdk | Okta SDK | 2.9.3 | Linux | 5.15 | -
okta-sdk-golang/4.3.0 golang/go1.21.6 darwin/arm64 terraform-provider-okta/4.8.0
iac | Terraform | - | macOS | - | -
okta-aws-cli/2.1.2 (go1.21.6; darwin; arm64)
cli | Okta AWS CLI | 2.1.2 | macOS | - | -
saml2aws/2.36.13 (linux amd64) Okta
cli | saml2aws | 2.36.13 | Linux | - | -
gimme-aws-creds 2.7.2;Darwin;3.11.5
cli | gimme-aws-creds | 2.7.2 | macOS | - | -

# scripts
selenium/4.15.2 (python linux)
script | Selenium | 4.15.2 | Linux | - | -
Jakarta Commons-HttpClient/3.1
script | Apache HttpClient | 3.1 | - | - | -
python-requests/2.31.0
script | python-requests | 2.31.0 | - | - | -
python-requests/2.2.1 CPython/2.7.6 Linux/3.13.0-24-generic
script | python-requests | 2.2.1 | Linux | 3.13 (Ubuntu) | -
Python/3.11 aiohttp/3.9.1
script | aiohttp | 3.9.1 | - | - | -
python-httpx/0.25.2
script | HTTPX | 0.25.2 | - | - | -
Python-urllib/3.10
script | Python urllib | 3.10 | - | - | -
python-urllib3/1.26.16
script | Python urllib | 1.26.16 | - | - | -
Python/3.9.7
script | Python | 3.9.7 | - | - | -
Scrapy/2.11.0 (+https://scrapy.org)
script | Scrapy | 2.11.0 | - | - | -
curl/8.4.0
script | curl | 8.4.0 | - | - | -
curl/7.29.0 (x86_64-redhat-linux-gnu) libcurl/7.29.0 NSS/3.36
script | curl | 7.29.0 | Linux | - | -
curl/7.64.1 (x86_64-apple-darwin20.0) libcurl/7.64.1
script | curl | 7.64.1 | macOS | 11 | -
Wget/1.21.3
script | Wget | 1.21.3 | - | - | -
Wget/1.19.4 (linux-gnu)
script | Wget | 1.19.4 | Linux | - | -
Wget/1.20.3 (darwin19.0.0)
script | Wget | 1.20.3 | macOS | 10.15 | -
Wget/1.11.4 (mingw32)
script | Wget | 1.11.4 | Windows | - | -
Go-http-client/1.1
script | Go HTTP client | 1.1 | - | - | -
Go-http-client/2.0
script | Go HTTP client | 2.0 | - | - | -
go-resty/2.7.0 (https://github.com/go-resty/resty)
script | Resty | 2.7.0 | - | - | -
fasthttp
unknown | - | - | - | - | -
okhttp/4.9.3
script | OkHttp | 4.9.3 | - | - | -
axios/1.6.2
script | axios | 1.6.2 | - | - | -
node-fetch/1.0 (+https://github.com/bitinn/node-fetch)
script | node-fetch | 1.0 | - | - | -
node-fetch
unknown | - | - | - | - | -
got (https://github.com/sindresorhus/got)
script | got | - | - | - | -
got/9.6.0 (https://github.com/sindresorhus/got)
script | got | 9.6.0 | - | - | -
node
script | Node.js | - | - | - | -
node-superagent/3.8.3
script | SuperAgent | 3.8.3 | - | - | -
undici/6.2.1
script | undici | 6.2.1 | - | - | -
Java/1.8.0_372
script | Java | 1.8.0_372 | - | - | -
Java/17.0.8
script | Java | 17.0.8 | - | - | -
Mozilla/4.0 (Windows 10 10.0) Java/1.8.0_351
script | Java | 1.8.0_351 | Windows | 10 | -
Java-http-client/17.0.9
script | Java HTTP client | 17.0.9 | - | - | -
Apache-HttpClient/4.5.13 (Java/11.0.11)
script | Apache HttpClient | 4.5.13 | - | - | -
Jersey/2.34 (HttpUrlConnection 11.0.20)
script | Jersey | 2.34 | - | - | -
ReactorNetty/1.1.9
script | Reactor Netty | 1.1.9 | - | - | -
Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041.1682
script | Windows PowerShell | 5.1.19041.1682 | Windows | 10 | -
Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0.22631; en-US) PowerShell/7.4.0
script | PowerShell | 7.4.0 | Windows | 10 | -
Mozilla/5.0 (Linux; Ubuntu 22.04.3 LTS; en-US) PowerShell/7.3.9
script | PowerShell | 7.3.9 | Linux | Ubuntu | -
Mozilla/5.0 (Macintosh; Darwin 21.6.0 Darwin Kernel Version 21.6.0: Wed Aug 10 14:25:27 PDT 2022; en-US) PowerShell/7.2.6
script | PowerShell | 7.2.6 | macOS | 12 | -
Microsoft WinRM Client
script | WinRM client | - | Windows | - | -
Mozilla/4.0 (compatible; Win32; WinHttp.WinHttpRequest.5)
script | WinHTTP | 5 | Windows | - | -
PostmanRuntime/7.36.0
script | Postman | 7.36.0 | - | - | -
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Postman/10.21.0 Chrome/102.0.5005.167 Electron/19.1.8 Safari/537.36
script | Postman | 10.21.0 | Windows | 10 | -
insomnia/2023.5.8
script | Insomnia | 2023.5.8 | - | - | -
HTTPie/3.2.2
script | HTTPie | 3.2.2 | - | - | -
Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.6099.109 Safari/537.36
script | Headless Chrome | 120.0.6099.109 | Linux | - | -
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/118.0.0.0 Safari/537.36
script | Headless Chrome | 118.0.0.0 | Windows | 10 | -
Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1
script | PhantomJS | 2.1.1 | Linux | - | -
Playwright/1.40.1 (x64; ubuntu 22.04) node/18.19
script | Playwright | 1.40.1 | Linux | Ubuntu | -
reqwest/0.11.22
script | reqwest | 0.11.22 | - | - | -
libwww-perl/6.67
script | libwww-perl | 6.67 | - | - | -
GuzzleHttp/7
script | Guzzle | 7 | - | - | -
Faraday v1.10.3
script | Faraday | 1.10.3 | - | - | -
rest-client/2.1.0 (linux-gnu x86_64) ruby/2.7.5p203
script | rest-client | 2.1.0 | Linux | - | -
Ruby
script | Ruby | - | - | - | -
Dart/3.1 (dart:io)
script | Dart | 3.1 | - | - | -
RestSharp/106.15.0.0
script | RestSharp | 106.15.0.0 | - | - | -
ApacheBench/2.3
script | ApacheBench | 2.3 | - | - | -

# other command lines and tools
CloudBerry Explorer for Amazon S3 6.2
tool | MSP360 Explorer | - | - | - | -
Mountain Duck/4.14.2.21429 (Windows 10/10.0) (amd64)
tool | Mountain Duck | 4.14.2.21429 | Windows | 10 | -
s3cmd/2.3.0
cli | s3cmd | 2.3.0 | - | - | -
rclone/v1.64.0
cli | Rclone | 1.64.0 | - | - | -
s5cmd/v2.2.2 aws-sdk-go/1.44.256 (go1.20.4; linux; amd64)
cli | s5cmd | 2.2.2 | Linux | - | -
MinIO (linux; amd64) minio-go/v7.0.52 mc/RELEASE.2023-04-12
cli | MinIO client | - | Linux | - | -
MinIO (darwin; arm64) minio-go/v7.0.52
sdk | MinIO SDK | 7.0.52 | macOS | - | -
ec2-api-tools 1.6.12.2
cli | EC2 API tools | 1.6.12.2 | - | - | -
docker/24.0.5 go/go1.20.6 git-commit/a61e2b4 kernel/5.15.0-76-generic os/linux arch/amd64 UpstreamClient(Docker-Client/24.0.5 \(linux\))
cli | Docker | 24.0.5 | Linux | - | -
git/2.39.2
cli | Git | 2.39.2 | - | - | -
GitHub CLI 2.40.1
cli | GitHub CLI | 2.40.1 | - | - | -
Debian APT-HTTP/1.3 (2.4.11)
cli | APT | 2.4.11 | Linux | - | -
S3 Browser 9.5.5 https://s3browser.com
tool | S3 Browser | 9.5.5 | Windows | - | -
S3 Browser/10.9.9 (https://s3browser.com)
tool | S3 Browser | 10.9.9 | Windows | - | -
Cyberduck/8.6.0.39818 (Mac OS X/13.4) (x86_64)
tool | Cyberduck | 8.6.0.39818 | macOS | 13.4 | -
WinSCP/5.21.8 neon/0.32.5
tool | WinSCP | 5.21.8 | Windows | - | -

# tools that name themselves
stratus-red-team_1004a4ff-b486-4981-a84b-6322905f37cc
tool | Stratus Red Team | - | - | - | -
APN/1.0 HashiCorp/1.0 Terraform/1.1.2 (+https://www.terraform.io) terraform-provider-aws/3.76.1 aws-sdk-go/1.44.157 (go1.19.3; darwin; arm64) stratus-red-team_83c9a458-ffab-4d43-8b02-9691311e8c0a HashiCorp-terraform-exec/0.17.3
tool | Stratus Red Team | - | macOS | - | -
aws-sdk-go-v2/1.32.3 os/linux lang/go#1.23.1 md/GOOS#linux md/GOARCH#amd64 exec-env/grimoire_095724e3-1fa0-4e3e-b68a-e8581d194380 api/sts#1.26.2
tool | Grimoire | - | Linux | - | -
Pacu/1.4.1 Boto3/1.26.0 Python/3.10.8 Linux/6.0.0-kali3-amd64 Botocore/1.29.0
tool | Pacu | 1.4.1 | Linux | 6.0 (Kali) | -
Scout Suite/5.12.0 Python/3.10.6 Linux/5.15.0-56-generic Scout Suite/5.12.0 (https://github.com/nccgroup/ScoutSuite)
tool | Scout Suite | 5.12.0 | Linux | 5.15 (Ubuntu) | -
Boto3/1.26.3 Python/3.9.16 Linux/5.10.0-21-amd64 Botocore/1.29.3 APN_1826889
tool | Prowler | - | Linux | 5.10 | -
Boto3/1.26.3 Python/3.9.16 Darwin/22.1.0 Botocore/1.29.3 prowler/3.0.2
tool | Prowler | 3.0.2 | macOS | 13 | -
TruffleHog
tool | TruffleHog | - | - | - | -
azurehound/v2.6.0
tool | AzureHound | 2.6.0 | - | - | -
AADInternals
unknown | - | - | - | - | -
AADInternals/0.9.3
tool | AADInternals | 0.9.3 | - | - | -
sqlmap/1.7.2#stable (https://sqlmap.org)
tool | sqlmap | 1.7.2 | - | - | -
Mozilla/5.00 (Nikto/2.5.0) (Evasions:None) (Test:Port Check)
tool | Nikto | 2.5.0 | - | - | -
Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)
tool | Nmap | - | - | - | -
Nuclei - Open-source project (github.com/projectdiscovery/nuclei)
tool | Nuclei | - | - | - | -
gobuster/3.6
tool | gobuster | 3.6 | - | - | -
Fuzz Faster U Fool v2.1.0
tool | ffuf | 2.1.0 | - | - | -
WPScan v3.8.25 (https://wpscan.com/wordpress-security-scanner)
tool | WPScan | 3.8.25 | - | - | -
masscan/1.3 (https://github.com/robertdavidgraham/masscan)
tool | masscan | 1.3 | - | - | -
Mozilla/5.0 zgrab/0.x
tool | ZGrab | 0.x | - | - | -
kube-hunter/0.6.8
tool | kube-hunter | 0.6.8 | - | - | -
peirates/v1.1.0 (linux/amd64) kubernetes/$Format
tool | Peirates | 1.1.0 | Linux | - | -
Sliver/1.5.41
tool | Sliver | 1.5.41 | - | - | -
cloudfox/1.12.0 aws-sdk-go-v2/1.18.0 os/linux lang/go/1.20.4 md/GOOS/linux md/GOARCH/amd64 api/sts/1.18.11
tool | CloudFox | 1.12.0 | Linux | - | -
Mozilla/5.0 (Hydra)
tool | Hydra | - | - | - | -

# browsers on desktops
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36
browser | Chrome | 120.0.0.0 | Windows | 10 | desktop
Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36
browser | Chrome | 109.0.0.0 | Windows | 7 | desktop
Mozilla/5.0 (Windows NT 6.3; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/60.0.3112.113 Safari/537.36
browser | Chrome | 60.0.3112.113 | Windows | 8.1 | desktop
Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36
browser | Chrome | 119.0.0.0 | macOS | 10.15.7 | desktop
Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36
browser | Chrome | 120.0.0.0 | Linux | - | desktop
Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36
browser | Chrome | 120.0.0.0 | ChromeOS | 14541.0.0 | desktop
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91
browser | Edge | 120.0.2210.91 | Windows | 10 | desktop
Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Safari/537.36 Edg/118.0.2088.61
browser | Edge | 118.0.2088.61 | macOS | 10.15.7 | desktop
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.3538.102 Safari/537.36 Edge/18.18363
browser | Edge | 18.18363 | Windows | 10 | desktop
Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0
browser | Firefox | 120.0 | Windows | 10 | desktop
Mozilla/5.0 (Windows NT 6.1; WOW64; rv:24.0) Gecko/20100101 Firefox/24.0
browser | Firefox | 24.0 | Windows | 7 | desktop
Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:120.0) Gecko/20100101 Firefox/120.0
browser | Firefox | 120.0 | macOS | 10.15 | desktop
Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0
browser | Firefox | 115.0 | Linux | Ubuntu | desktop
Mozilla/5.0 (X11; Fedora; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0
browser | Firefox | 120.0 | Linux | Fedora | desktop
Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0
browser | Firefox | 115.0 | Linux | - | desktop
Mozilla/5.0 (X11; Linux aarch64; rv:102.0) Gecko/20100101 Firefox/102.0
browser | Firefox | 102.0 | Linux | - | desktop
Mozilla/5.0 (X11; FreeBSD amd64; rv:102.0) Gecko/20100101 Firefox/102.0
browser | Firefox | 102.0 | FreeBSD | - | desktop
Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Safari/605.1.15
browser | Safari | 17.2 | macOS | 10.15.7 | desktop
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 OPR/106.0.0.0
browser | Opera | 106.0.0.0 | Windows | 10 | desktop
Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Vivaldi/6.5.3206.39
browser | Vivaldi | 6.5.3206.39 | Linux | - | desktop
Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko
browser | Internet Explorer | 11.0 | Windows | 10 | desktop
Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko
browser | Internet Explorer | 11.0 | Windows | 7 | desktop
Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)
browser | Internet Explorer | 8.0 | Windows | 7 | desktop
Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)
browser | Internet Explorer | 6.0 | Windows | XP | desktop
Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Ubuntu Chromium/80.0.3987.87 Chrome/80.0.3987.87 Safari/537.36
browser | Chromium | 80.0.3987.87 | Linux | Ubuntu | desktop

# browsers on phones and elsewhere
Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [LinkedInApp]/9.29.5128
mobile app | LinkedIn | - | iOS | 17.1 | mobile
Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1
browser | Safari | 17.2 | iOS | 17.2 | mobile
Mozilla/5.0 (iPad; CPU OS 12_5_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1
browser | Safari | 12.1.2 | iOS | 12.5.7 | tablet
Mozilla/5.0 (iPhone; CPU iPhone OS 17_1_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0.6099.50 Mobile/15E148 Safari/604.1
browser | Chrome | 120.0.6099.50 | iOS | 17.1.2 | mobile
Mozilla/5.0 (iPad; CPU OS 16_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0.6099.50 Mobile/15E148 Safari/604.1
browser | Chrome | 120.0.6099.50 | iOS | 16.3 | tablet
Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/106.0 Mobile/15E148 Safari/605.1.15
browser | Firefox | 106.0 | iOS | 16.0 | mobile
Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 EdgiOS/124.0.2478.50 Mobile/15E148 Safari/604.1
browser | Edge | 124.0.2478.50 | iOS | 17.4.1 | mobile
Mozilla/5.0 (iPhone; CPU iPhone OS 15_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148
mobile app | iOS web view | - | iOS | 15.4.1 | mobile
Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36
browser | Chrome | 120.0.0.0 | Android | 10 | mobile
Mozilla/5.0 (Linux; Android 13; SM-S908B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.0.0 Mobile Safari/537.36
browser | Chrome | 108.0.0.0 | Android | 13 | mobile
Mozilla/5.0 (Linux; Android 13; SM-X906B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36
browser | Chrome | 120.0.0.0 | Android | 13 | tablet
Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Mobile Safari/537.36 EdgA/119.0.2151.92
browser | Edge | 119.0.2151.92 | Android | 14 | mobile
Mozilla/5.0 (Android 13; Mobile; rv:109.0) Gecko/118.0 Firefox/118.0
browser | Firefox | 118.0 | Android | 13 | mobile
Mozilla/5.0 (Linux; Android 9; SM-G960F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/16.0 Chrome/92.0.4515.166 Mobile Safari/537.36
browser | Samsung Internet | 16.0 | Android | 9 | mobile
Mozilla/5.0 (Linux; Android 13; Pixel 7 Build/TQ3A.230805.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36
mobile app | Android web view | 116.0.0.0 | Android | 13 | mobile
Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21B74 [FBAN/FBIOS;FBAV/441.0.0.27.107;FBBV/537255468;FBDV/iPhone14,5]
mobile app | Facebook | 441.0.0.27.107 | iOS | 17.1 | mobile
Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 309.0.0.28.109
mobile app | Instagram | 309.0.0.28.109 | iOS | 16.6 | mobile
Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/291.0.577283970 Mobile/15E148 Safari/604.1
mobile app | Google app | 291.0.577283970 | iOS | 17.0 | mobile
Mozilla/5.0 (PlayStation 4 3.11) AppleWebKit/537.73 (KHTML, like Gecko)
browser | WebKit | 537.73 | PlayStation | 4 | console
Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) Version/6.0 TV Safari/537.36
browser | Safari | 6.0 | Tizen | 6.0 | tv

# desktop apps
Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Slack/4.35.126 Chrome/118.0.5993.144 Electron/27.1.0 Safari/537.36
mobile app | Slack | 4.35.126 | macOS | 10.15.7 | desktop
com.tinyspeck.chatlyio/23.10.20 (iPhone; iOS 16.6.1; Scale/3.00)
mobile app | Slack | 23.10.20 | iOS | 16.6.1 | mobile
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Code/1.85.1 Chrome/114.0.5735.289 Electron/25.9.7 Safari/537.36
mobile app | Visual Studio Code | 1.85.1 | Windows | 10 | desktop
Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) obsidian/1.4.16 Chrome/114.0.5735.289 Electron/25.8.1 Safari/537.36
mobile app | obsidian | 1.4.16 | Linux | - | desktop
Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Thunderbird/128.1.0
mobile app | Thunderbird | 128.1.0 | Windows | 10 | desktop
MyCompanyApp/3.4.1 (com.example.app; build:341; iOS 16.1.0) Alamofire/5.6.4
unknown | MyCompanyApp | 3.4.1 | iOS | 16.1.0 | mobile
MyMacApp/5 CFNetwork/902.6 Darwin/17.7.0 (x86_64)
unknown | MyMacApp | 5 | macOS | 10.13 | -
MyApp/7.2 CFNetwork/1485 Darwin/23.1.0
unknown | MyApp | 7.2 | - | - | -

# what nobody knows
TorrentStreamUpdater/1.0.0
unknown | TorrentStreamUpdater | 1.0.0 | - | - | -
unknown
unknown | - | - | - | - | -
-
unknown | - | - | - | - | -
null
unknown | - | - | - | - | -
Mozilla/5.0
unknown | - | - | - | - | -
Mozilla/5.0 (Windows NT 10.0
unknown | - | - | Windows | 10 | -
example-user-agent-string
unknown | - | - | - | - | -
My Backup Job/2.4
unknown | My Backup Job | 2.4 | - | - | -
https://example.com/agent/1
unknown | - | - | - | - | -
постман/1.0
unknown | - | - | - | - | -
`;

export interface Case {
  text: string;
  expected: Client;
}

export const CASES: readonly Case[] = read(
  TEXT.split('\n').filter((line) => line !== '' && !line.startsWith('# ')),
);

function read(lines: readonly string[]): Case[] {
  return lines.flatMap((text, index) =>
    index % 2 === 0 ? [{ text, expected: expected(lines[index + 1] ?? '') }] : [],
  );
}

function expected(line: string): Client {
  const [kind, name, version, os, osVersion, device] = line
    .split(' | ')
    .map((cell) => (cell === '-' ? null : cell));
  if (!kind || device === undefined) throw new Error(`not an expectation: ${JSON.stringify(line)}`);
  return {
    client_name: name ?? null,
    client_version: version ?? null,
    client_kind: kind as ClientKind,
    os_name: os ?? null,
    os_version: osVersion ?? null,
    device_kind: device,
  };
}
